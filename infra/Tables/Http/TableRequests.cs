using System.Text;
using System.Text.Json;
using Messaging.Tables.Filters;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>Create, list and delete tables.</summary>
sealed class TableRequests(TableStore store)
{
    public async Task CreateAsync(Exchange exchange)
    {
        var name = ReadName(await exchange.ReadBodyAsync());
        if (Names.CheckTable(name) is { } error)
        {
            await exchange.RefuseAsync(error);
            return;
        }
        if (!await store.CreateTableAsync(name))
        {
            await exchange.RefuseAsync(TableError.TableAlreadyExists);
            return;
        }
        exchange.SetHeader("Location", $"{exchange.Address}/Tables('{name}')");
        await exchange.CreatedAsync(() => Encoding.UTF8.GetBytes(exchange.Annotated
            ? $$"""{"odata.metadata":"{{exchange.Metadata("Tables")}}","TableName":"{{name}}"}"""
            : $$"""{"TableName":"{{name}}"}"""));
    }

    public async Task DeleteAsync(Exchange exchange) =>
        await (await store.DropTableAsync(exchange.Target.Table)
            ? exchange.NoContentAsync()
            : exchange.RefuseAsync(TableError.ResourceNotFound));

    public Task ListAsync(Exchange exchange)
    {
        var filter = FilterParser.Parse(exchange.Target.Option("$filter"));
        var start = exchange.Target.Option("NextTableName") is { } token ? Continuation.Decode(token) : "";
        var limit = Paging.Limit(exchange.Target);
        var matching = store.Catalog.Tables.Values
            .Select(table => table.Name)
            .Where(name => StringComparer.OrdinalIgnoreCase.Compare(name, start) >= 0 && (filter?.Matches(Row(name)) ?? true))
            .Take(limit + 1)
            .ToList();
        if (matching.Count > limit)
            exchange.SetHeader("x-ms-continuation-NextTableName", Continuation.Encode(matching[limit]));
        return exchange.JsonAsync(200, WriteList(exchange, matching.Take(limit)));
    }

    static EntityView Row(string name) => new([], 0, Encoding.UTF8.GetBytes($$"""{"TableName":"{{name}}"}"""));

    static byte[] WriteList(Exchange exchange, IEnumerable<string> names)
    {
        var rows = string.Join(",", names.Select(name => $$"""{"TableName":"{{name}}"}"""));
        return Encoding.UTF8.GetBytes($"{exchange.ListStart("Tables")}{rows}]}}");
    }

    static string ReadName(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("TableName").GetString() ?? throw new KeyNotFoundException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new RequestRefused(TableError.InvalidInput("The body names no table."));
        }
    }
}
