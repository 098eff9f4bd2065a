using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>Conversations as one of their members sees them.</summary>
public sealed class Summaries(ConversationReader conversations, Inbox inbox, IOptions<SyncOptions> options)
{
    /// <summary>By conversation; without those that the caller is not a member of.</summary>
    public async Task<IReadOnlyDictionary<string, ConversationSummary>> OfAsync(Caller caller, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return new Dictionary<string, ConversationSummary>();
        var cursors = await inbox.CursorsAsync(caller.Tenant, caller.User, ct);
        var found = new System.Collections.Concurrent.ConcurrentDictionary<string, ConversationSummary>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct };
        await Parallel.ForEachAsync(ids, parallel, async (id, stop) =>
        {
            if (await OfAsync(caller, id, cursors.GetValueOrDefault(id, Cursor.Start), stop) is { } summary) found[id] = summary;
        });
        return found;
    }

    async Task<ConversationSummary?> OfAsync(Caller caller, string id, Cursor cursor, CancellationToken ct)
    {
        var member = conversations.MemberAsync(caller.Tenant, id, caller.User, ct);
        var head = await conversations.HeadAsync(caller.Tenant, id, ct);
        if (await member is null || head is null) return null;
        return Of(id, head, cursor, head.Kind == ConversationKinds.Direct ? await OtherAsync(caller, id, ct) : null);
    }

    /// <summary>Unread is derived, so it cannot drift; a cursor ahead of a head that was read before it counts as nothing unread.</summary>
    static ConversationSummary Of(string id, Head head, Cursor cursor, string? with) => new()
    {
        ConversationId = id,
        Kind = head.Kind,
        Title = head.Title,
        Epoch = head.Epoch,
        Seq = head.Seq,
        ReadSeq = cursor.Seq,
        Unread = Math.Max(0, head.Messages - cursor.Ordinal),
        MemberCount = head.MemberCount,
        LastActivity = head.LastTime,
        With = with,
    };

    async Task<string?> OtherAsync(Caller caller, string id, CancellationToken ct) =>
        (await conversations.MembersAsync(caller.Tenant, id, ct)).FirstOrDefault(member => member.User != caller.User)?.User;
}
