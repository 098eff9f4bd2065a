using System.Diagnostics;
using Azure.Data.Tables;
using Messaging.Tables;

namespace Messaging.Conformance.Tables;

/// <summary>The stand-in as its own process over a folder, so that it can be killed.</summary>
sealed class StandInProcess : IDisposable
{
    readonly Process process;

    StandInProcess(Process process, string connectionString)
    {
        this.process = process;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<StandInProcess> StartAsync(string data)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(TableServer).Assembly.Location, "--port", "0", "--data", data]) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var connectionString = await process.StandardOutput.ReadLineAsync();
        return new(process, connectionString ?? throw new InvalidOperationException("The server ended before it was ready."));
    }

    public TableServiceClient Client()
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        return new(ConnectionString, options);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }
}
