using Messaging.Tables;

namespace Messaging.Run;

/// <summary>Which table service the apps use.</summary>
public enum TablesOf
{
    /// <summary><c>infra/Tables</c>, in this process.</summary>
    Infra,

    /// <summary>Azurite from npm, as a process.</summary>
    Azurite,
}

/// <summary>The table service that the apps use.</summary>
/// <param name="Counters">Null where nobody counts.</param>
sealed record TableService(IAsyncDisposable Server, string ConnectionString, TableCounters? Counters, IReadOnlyList<int> Processes)
{
    public static Task<TableService> StartAsync(
        LocalWorldOptions options, int port, DataFolder data, ILoggerFactory logs, TimeProvider time, CancellationToken ct) => options.Tables switch
        {
            TablesOf.Azurite => StartAzuriteAsync(port, data.Azurite, time, ct),
            _ => StartInfraAsync(new() { Port = port, Data = data.Tables, Latency = options.Latency }, logs, time, ct),
        };

    static async Task<TableService> StartInfraAsync(TableServerOptions options, ILoggerFactory logs, TimeProvider time, CancellationToken ct)
    {
        var server = await TableServer.StartAsync(options, logs, time, ct);
        return new(server, server.ConnectionString, server.Counters, []);
    }

    static async Task<TableService> StartAzuriteAsync(int port, string data, TimeProvider time, CancellationToken ct)
    {
        var azurite = await Azurite.StartAsync(port, data, time, ct);
        return new(azurite, Azurite.ConnectionString(port), null, [azurite.ProcessId]);
    }
}
