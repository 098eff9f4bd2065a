using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Messaging.Tables;

namespace Messaging.Unit.Send;

/// <summary>A real Table service with the table that app Send writes.</summary>
sealed class SendTables(TableServer server) : IAsyncDisposable
{
    public TableServiceClient Client { get; } = new(server.ConnectionString);

    public TableClient Scheduled => Client.GetTableClient(TableNames.Scheduled);

    public static async Task<SendTables> StartAsync()
    {
        var tables = new SendTables(await TableServer.StartAsync(new TableServerOptions { Port = 0 }));
        await tables.Client.CreateTableAsync(TableNames.Scheduled);
        return tables;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
