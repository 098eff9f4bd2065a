using System.IO.Hashing;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Messaging.Plumbing.Storage;

namespace Messaging.Presence;

/// <summary>Somebody watches the user.</summary>
/// <param name="Until">Unless it is renewed; past if only other stamps do.</param>
/// <param name="Shown">What watchers were told last.</param>
/// <param name="Connected">Whether a device was connected then.</param>
/// <param name="Here">Whether one was connected to this stamp.</param>
/// <param name="LookAt">Until then nothing changes by itself.</param>
/// <param name="ToldAt">When watchers were told.</param>
/// <param name="ETag">Of the row.</param>
public sealed record WatchMark(DateTimeOffset Until, Shown Shown, bool Connected, bool Here, DateTimeOffset LookAt, DateTimeOffset ToldAt, ETag ETag = default)
{
    static readonly IReadOnlyDictionary<string, DateTimeOffset> Nobody = new Dictionary<string, DateTimeOffset>();

    /// <summary>The other stamps that are told what happens here, and until when.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> For { get; init; } = Nobody;

    public bool IsWatched(DateTimeOffset now) => Until > now || For.Values.Any(until => until > now);

    public static WatchMark Of(UserPresence user, DateTimeOffset until, DateTimeOffset now, PresenceOptions rules) =>
        new(until, user.ShownAt(now, rules), user.IsConnected(now, rules), user.IsConnectedHere(now, rules),
            user.ChangesAt(now, rules) ?? (until > now ? until : now + rules.WatchLifetime), ToldAt: DateTimeOffset.UnixEpoch);

    /// <summary>For another stamp only.</summary>
    public static WatchMark Of(UserPresence user, string stamp, DateTimeOffset until, DateTimeOffset now, PresenceOptions rules) =>
        Of(user, DateTimeOffset.UnixEpoch, now, rules) with { For = new Dictionary<string, DateTimeOffset> { [stamp] = until } };
}

/// <summary>
/// The users who are watched, in few partitions so that they are found without reading anybody else:
/// PartitionKey <c>|watched|{hash of the user mod 16}</c>, RowKey <c>{tenant}|{user}</c>. No tenant is empty, so no user has such a partition.
/// </summary>
public sealed class WatchMarks(TableServiceClient tables)
{
    const uint Slots = 16;

    /// <summary>Beginning of a property: until when the stamp of that name is told.</summary>
    const string For = "For_";

    readonly TableClient _table = tables.GetTableClient(TableNames.Presence);

    public async Task<WatchMark?> ReadAsync(string tenant, string user, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Slot(tenant, user), Keys.Partition(tenant, user), cancellationToken: ct);
        return found.HasValue ? ToMark(found.Value!) : null;
    }

    /// <summary>All marks, also those that have run out; always in the same order.</summary>
    public IAsyncEnumerable<(string Tenant, string User, WatchMark Mark)> AllAsync(CancellationToken ct)
    {
        string first = Partition(0), last = Partition(Slots - 1);
        return _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}"), cancellationToken: ct)
            .Select(row => (Keys.Unescape(row.RowKey.Split('|')[0]), Keys.Unescape(row.RowKey.Split('|')[1]), ToMark(row)));
    }

    /// <summary>Merged, so that what another stamp asked for at the same time stays.</summary>
    public Task SetAsync(string tenant, string user, WatchMark mark, CancellationToken ct) =>
        _table.UpsertEntityAsync(ToRow(tenant, user, mark), TableUpdateMode.Merge, ct);

    /// <summary>For watchers here, or for those of another stamp.</summary>
    public Task RenewAsync(string tenant, string user, string? stamp, DateTimeOffset until, CancellationToken ct) => _table.UpsertEntityAsync(
        new TableEntity(Slot(tenant, user), Keys.Partition(tenant, user)) { [stamp is null ? "Until" : For + stamp] = until }, TableUpdateMode.Merge, ct);

    /// <summary>False if the mark is no longer the one that was read.</summary>
    public Task<bool> TryReplaceAsync(string tenant, string user, WatchMark read, WatchMark next, CancellationToken ct) =>
        TryAsync(() => _table.UpdateEntityAsync(ToRow(tenant, user, next), read.ETag, TableUpdateMode.Replace, ct));

    public Task<bool> TryDeleteAsync(string tenant, string user, WatchMark read, CancellationToken ct) =>
        TryAsync(() => _table.DeleteEntityAsync(Slot(tenant, user), Keys.Partition(tenant, user), read.ETag, ct));

    static async Task<bool> TryAsync(Func<Task> change)
    {
        try
        {
            await change();
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 412)
        {
            return false;
        }
    }

    static string Slot(string tenant, string user) => Partition(XxHash32.HashToUInt32(Encoding.UTF8.GetBytes($"{tenant}|{user}")) % Slots);

    static string Partition(uint slot) => $"|watched|{slot:D2}";

    /// <summary>No text is an empty one: what is absent would stay as it was when it is merged.</summary>
    static TableEntity ToRow(string tenant, string user, WatchMark mark)
    {
        var row = new TableEntity(Slot(tenant, user), Keys.Partition(tenant, user))
        {
            ["Online"] = mark.Shown.Online,
            ["Status"] = mark.Shown.Status ?? "",
            ["Text"] = mark.Shown.Text ?? "",
            ["Connected"] = mark.Connected,
            ["Here"] = mark.Here,
            ["LookAt"] = mark.LookAt,
            ["ToldAt"] = mark.ToldAt,
        };
        if (mark.Until > DateTimeOffset.UnixEpoch) row["Until"] = mark.Until;
        foreach (var (stamp, until) in mark.For) row[For + stamp] = until;
        return row;
    }

    static WatchMark ToMark(TableEntity row)
    {
        var connected = row.GetBoolean("Connected") ?? false;
        return new(
            row.GetDateTimeOffset("Until") ?? DateTimeOffset.UnixEpoch, new(row.GetBoolean("Online") ?? false, Text(row, "Status"), Text(row, "Text")),
            connected, row.GetBoolean("Here") ?? connected, row.GetDateTimeOffset("LookAt") ?? default, row.GetDateTimeOffset("ToldAt") ?? default, row.ETag)
        {
            For = row.Where(one => one.Key.StartsWith(For, StringComparison.Ordinal)).ToDictionary(one => one.Key[For.Length..], one => (DateTimeOffset)one.Value),
        };
    }

    static string? Text(TableEntity row, string name) => row.GetString(name) is { Length: > 0 } text ? text : null;
}
