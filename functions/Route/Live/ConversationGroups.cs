using Azure;
using Azure.Data.Tables;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Storage;
using Messaging.Route.Log;
using Messaging.Route.Rules;
using Microsoft.Extensions.Logging;

namespace Messaging.Route.Live;

/// <summary>Keeps each conversation's SignalR group of users equal to its member rows. Whoever joins is looked up before and afterwards:
/// a removal that went on meanwhile must have the last word.</summary>
public sealed partial class ConversationGroups(
    SignalRRest signalR, ConversationReader conversations, TableServiceClient tables, TimeProvider time, ILogger<ConversationGroups> log)
{
    /// <summary>Above it each append's renewal would cost more than the message; Sync renews such members' places when they catch up.</summary>
    public const int RenewedMembers = 250;

    const int CallsAtOnce = 16;

    readonly TableClient _table = tables.GetTableClient(TableNames.Conversations);

    public Task LeaveAsync(ConversationKey key, IEnumerable<string> users, CancellationToken ct) =>
        EachAsync(users, (user, ct) => LeaveAsync(key, user, ct), ct);

    /// <summary>For everyone whom the share's commands concerned: members are in, all others out. A removal is repeated here
    /// because a join that began before it was appended may have overtaken the leaving.</summary>
    public Task MatchAsync(Share share, CancellationToken ct)
    {
        var concerned = share.Outcomes.Where(it => it.Entry?.Kind is EntryKinds.ConversationCreated or EntryKinds.MembersAdded or EntryKinds.MembersRemoved)
            .SelectMany(it => it.Entry!.Members ?? []).Union(share.TakenOut);
        return EachAsync(concerned, (user, ct) => MatchAsync(share.Key, user, ct), ct);
    }

    public async Task RenewAsync(ConversationKey key, CancellationToken ct)
    {
        var members = await conversations.MembersAsync(key.Tenant, key.ConversationId, ct);
        await EachAsync(members.Select(member => member.User), (user, ct) => RenewAsync(key, user, ct), ct);
        Renewed(key.ConversationId, members.Count);
    }

    async Task MatchAsync(ConversationKey key, string user, CancellationToken ct)
    {
        if (await IsMemberAsync(key, user, ct)) await AddAsync(key, user, ct);
        if (!await IsMemberAsync(key, user, ct)) await LeaveAsync(key, user, ct);
    }

    async Task RenewAsync(ConversationKey key, string user, CancellationToken ct)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(key.Partition, Keys.Member(user), cancellationToken: ct);
        if (!row.HasValue) return;

        await AddAsync(key, user, ct);
        var until = new TableEntity(key.Partition, Keys.Member(user)) { ["GroupUntil"] = time.GetUtcNow() + Creation.GroupTtl };
        try
        {
            await _table.UpdateEntityAsync(until, row.Value!.ETag, TableUpdateMode.Merge, ct);
        }
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
            if (!await IsMemberAsync(key, user, ct)) await LeaveAsync(key, user, ct);
        }
    }

    async Task<bool> IsMemberAsync(ConversationKey key, string user, CancellationToken ct) =>
        await conversations.MemberAsync(key.Tenant, key.ConversationId, user, ct) is not null;

    Task AddAsync(ConversationKey key, string user, CancellationToken ct) =>
        signalR.AddUserToGroupAsync(Names.User(key.Tenant, user), Names.Conversation(key.Tenant, key.ConversationId), Creation.GroupTtl, ct);

    Task LeaveAsync(ConversationKey key, string user, CancellationToken ct) =>
        signalR.RemoveUserFromGroupAsync(Names.User(key.Tenant, user), Names.Conversation(key.Tenant, key.ConversationId), ct);

    static Task EachAsync(IEnumerable<string> users, Func<string, CancellationToken, Task> work, CancellationToken ct) =>
        Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = ct },
            (user, ct) => new ValueTask(work(user, ct)));
}
