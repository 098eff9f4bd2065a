using System.Globalization;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>Where a page of entities begins and how long it may be.</summary>
static class Paging
{
    const string PartitionKey = "NextPartitionKey";
    const string RowKey = "NextRowKey";

    public static int Limit(RequestTarget target)
    {
        if (target.Option("$top") is not { } top)
            return Limits.PageRows;
        return int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is > 0 and <= Limits.PageRows
            ? rows
            : throw new RequestRefused(TableError.InvalidInput($"$top must be from 1 to {Limits.PageRows}."));
    }

    public static byte[]? Start(RequestTarget target) => target.Option(PartitionKey) is { } partition
        ? new EntityKey(Continuation.Decode(partition), target.Option(RowKey) is { } row ? Continuation.Decode(row) : "").Encode()
        : null;

    public static void Continue(Exchange exchange, byte[] next)
    {
        var key = EntityKey.Decode(next);
        exchange.SetHeader($"x-ms-continuation-{PartitionKey}", Continuation.Encode(key.PartitionKey));
        exchange.SetHeader($"x-ms-continuation-{RowKey}", Continuation.Encode(key.RowKey));
    }
}
