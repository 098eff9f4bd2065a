using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Messaging.Conformance.ServiceBus;

/// <summary>The broker as its own process on one data folder and, from its first start on, one port: to be killed and started again.</summary>
sealed class BrokerProcess : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("servicebus-").FullName;
    Process? process;
    int port;

    public BrokerProcess(params CreateQueueOptions[] queues) => ConfigFile.Write(folder, queues, []);

    /// <summary>More arguments of the command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public Process Process => process ?? throw new InvalidOperationException("The broker was not started.");

    /// <summary>Its connection string, once it is ready.</summary>
    public async Task<string> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])
        [
            Path.Combine(AppContext.BaseDirectory, "Messaging.ServiceBus.dll"), "--port", $"{port}", "--administration-port", "0",
            "--config", Path.Combine(folder, ConfigFile.Name), "--data", Path.Combine(folder, "data"), .. Arguments,
        ])
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        var connectionString = await process.StandardOutput.ReadLineAsync();
        if (connectionString?.StartsWith("Endpoint=", StringComparison.Ordinal) != true)
            throw new InvalidOperationException($"The broker did not start: {connectionString}");
        port = ServiceBusConnectionStringProperties.Parse(connectionString).Endpoint.Port;
        return connectionString;
    }

    public void Kill()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
        process = null;
    }

    public void Dispose()
    {
        if (process is not null)
            Kill();
        Directory.Delete(folder, true);
    }
}
