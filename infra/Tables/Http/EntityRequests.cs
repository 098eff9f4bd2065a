using System.Buffers;
using System.Text;
using Messaging.Tables.Filters;
using Messaging.Tables.Storage;
using Microsoft.Extensions.ObjectPool;

namespace Messaging.Tables.Http;

/// <summary>Read, query and write single entities.</summary>
sealed class EntityRequests(TableStore store, TableCounters counters)
{
    readonly ObjectPool<ArrayBufferWriter<byte>> buffers = new DefaultObjectPoolProvider().Create(new BufferPolicy());

    public async Task ReadAsync(Exchange exchange)
    {
        var table = Find(exchange);
        var writer = new ArrayBufferWriter<byte>(512);
        var entity = new EntityWriter(writer, Selection.Parse(exchange.Target.Option("$select")), exchange.Annotated);
        var metadata = exchange.Metadata(table.Name);
        var timestamp = 0L;
        var found = store.Read(table, exchange.Target.Key, (in EntityView row) =>
        {
            timestamp = row.Timestamp;
            entity.Write(row, metadata);
        });
        if (!found)
        {
            await exchange.RefuseAsync(TableError.ResourceNotFound);
            return;
        }
        counters.CountRead(1);
        exchange.SetHeader("ETag", ETag.Of(timestamp));
        await exchange.JsonAsync(200, writer.WrittenMemory);
    }

    public async Task QueryAsync(Exchange exchange)
    {
        var table = Find(exchange);
        var buffer = buffers.Get();
        try
        {
            var page = WritePage(exchange, table, buffer);
            counters.CountRead(page.Rows);
            if (page.Next is { } next)
                Paging.Continue(exchange, next);
            await exchange.JsonAsync(200, buffer.WrittenMemory);
        }
        finally
        {
            buffers.Return(buffer);
        }
    }

    public async Task WriteAsync(Exchange exchange)
    {
        var write = new EntityCommand(exchange.Method, exchange.Target, exchange.IfMatch, await exchange.ReadBodyAsync()).ToWrite();
        var outcome = await store.WriteAsync(exchange.Target.Table, [write]);
        if (outcome.Error is { } error)
        {
            await exchange.RefuseAsync(error);
            return;
        }
        counters.CountWritten(exchange.Target.Table, 1);
        if (write.Kind != WriteKind.Delete)
            exchange.SetHeader("ETag", ETag.Of(outcome.Timestamps[0]));
        await (write.Kind == WriteKind.Insert
            ? exchange.CreatedAsync(() => Inserted(exchange, write, outcome.Timestamps[0]))
            : exchange.NoContentAsync());
    }

    Page WritePage(Exchange exchange, TableEntry table, ArrayBufferWriter<byte> buffer)
    {
        var plan = QueryPlan.For(FilterParser.Parse(exchange.Target.Option("$filter")));
        var keys = Paging.Start(exchange.Target) is { } start ? plan.Keys.StartingAt(start) : plan.Keys;
        var entity = new EntityWriter(buffer, Selection.Parse(exchange.Target.Option("$select")), exchange.Annotated);
        buffer.Write(Encoding.UTF8.GetBytes(exchange.ListStart(table.Name)));
        var first = true;
        var page = store.Scan(table, keys, plan.Remaining, Paging.Limit(exchange.Target), (in EntityView row) =>
        {
            if (!first)
                buffer.Write(","u8);
            first = false;
            entity.Write(row);
        });
        buffer.Write("]}"u8);
        return page;
    }

    static ReadOnlyMemory<byte> Inserted(Exchange exchange, EntityWrite write, long timestamp)
    {
        var body = new ArrayBufferWriter<byte>();
        var entity = new EntityView(write.Key.Encode(), timestamp, write.Properties);
        new EntityWriter(body, null, exchange.Annotated).Write(entity, exchange.Metadata(exchange.Target.Table));
        return body.WrittenMemory;
    }

    TableEntry Find(Exchange exchange) => store.Catalog.Find(exchange.Target.Table) ?? throw new RequestRefused(TableError.TableNotFound);

    sealed class BufferPolicy : PooledObjectPolicy<ArrayBufferWriter<byte>>
    {
        public override ArrayBufferWriter<byte> Create() => new(16 * 1024);

        public override bool Return(ArrayBufferWriter<byte> buffer)
        {
            buffer.ResetWrittenCount();
            return buffer.Capacity <= Limits.RequestBytes;
        }
    }
}
