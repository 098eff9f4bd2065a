using Messaging.Tables.Filters;
using Microsoft.Extensions.ObjectPool;

namespace Messaging.Tables.Storage;

/// <summary>The tables of one account. A write's task ends after its commit; reads see what is committed.</summary>
sealed class TableStore : IAsyncDisposable
{
    readonly DataFolder folder;
    readonly StoreWriter writer;
    readonly Checkpointer checkpointer;
    readonly ObjectPool<StoreReader> readers;

    /// <exception cref="InvalidOperationException">Another server uses the folder.</exception>
    public TableStore(string? data, TimeProvider time, ILogger logger)
    {
        folder = DataFolder.Open(data);
        var session = new WriteSession(Schema.OpenWriter(folder.Database, folder.Durable), time);
        checkpointer = new(Schema.OpenCheckpointer(folder.Database, folder.Durable), logger);
        writer = new(session, checkpointer.Committed, logger);
        readers = new DefaultObjectPoolProvider { MaximumRetained = 32 }.Create(new ReaderPolicy(folder.Database, time));
    }

    public TableCatalog Catalog => writer.Catalog;

    public Task<bool> CreateTableAsync(string name) => writer.WriteAsync(session => session.CreateTable(name));

    public async Task<bool> DropTableAsync(string name)
    {
        var dropped = await writer.WriteAsync(session => session.DropTable(name));
        if (dropped)
            writer.SweepLater();
        return dropped;
    }

    /// <summary>Carries out all of <paramref name="writes"/> or none. No row may occur in it twice.</summary>
    public Task<WriteOutcome> WriteAsync(string table, IReadOnlyList<EntityWrite> writes) =>
        writer.WriteAsync(session => session.Apply(table, writes));

    public bool Read(TableEntry table, EntityKey key, RowVisitor visit) => Reading(reader => reader.Read(table.Id, key.Encode(), visit));

    public Page Scan(TableEntry table, KeyRange keys, Filter? filter, int limit, RowVisitor visit) =>
        Reading(reader => reader.Scan(table.Id, keys, filter, limit, visit));

    public async ValueTask DisposeAsync()
    {
        await checkpointer.DisposeAsync();
        (readers as IDisposable)?.Dispose();
        await writer.DisposeAsync();
        folder.Dispose();
    }

    T Reading<T>(Func<StoreReader, T> read)
    {
        var reader = readers.Get();
        try
        {
            return read(reader);
        }
        finally
        {
            readers.Return(reader);
        }
    }

    sealed class ReaderPolicy(string file, TimeProvider time) : PooledObjectPolicy<StoreReader>
    {
        public override StoreReader Create() => new(Schema.OpenReader(file), time);

        public override bool Return(StoreReader reader) => true;
    }
}
