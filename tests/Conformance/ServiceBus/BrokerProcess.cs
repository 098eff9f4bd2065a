using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Messaging.Conformance.ServiceBus;

/// <summary>The broker as its own process on one data folder, to be killed and started again.</summary>
sealed class BrokerProcess : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("servicebus-").FullName;
    Process? process;
    string connectionString = "";

    public BrokerProcess(params CreateQueueOptions[] queues) => Bus.WriteConfig(folder, queues, []);

    public async Task<ServiceBusClient> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "Messaging.ServiceBus.dll"), "--port", "0", "--administration-port", "0",
            "--config", Path.Combine(folder, "Config.json"), "--data", Path.Combine(folder, "data"),
        })
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        connectionString = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The broker did not start.");
        return Bus.Connect(connectionString);
    }

    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process!.Dispose();
        Directory.Delete(folder, true);
    }
}
