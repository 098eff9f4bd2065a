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
    public async Task<IReadOnlyDictionary<string, ConversationSummary>> OfAsync(Caller caller, IReadOnlyCollection<Hint> hints, CancellationToken ct)
    {
        if (hints.Count == 0) return new Dictionary<string, ConversationSummary>();
        var cursors = await inbox.CursorsAsync(caller.Tenant, caller.User, ct);
        var found = new System.Collections.Concurrent.ConcurrentDictionary<string, ConversationSummary>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct };
        await Parallel.ForEachAsync(hints, parallel, async (hint, stop) =>
        {
            if (await OfAsync(caller, hint, cursors.GetValueOrDefault(hint.ConversationId, Cursor.Start), stop) is { } summary)
                found[hint.ConversationId] = summary;
        });
        return found;
    }

    async Task<ConversationSummary?> OfAsync(Caller caller, Hint hint, Cursor cursor, CancellationToken ct)
    {
        var id = hint.ConversationId;
        var member = conversations.MemberAsync(caller.Tenant, id, caller.User, ct);
        var head = await conversations.HeadAsync(caller.Tenant, id, ct);
        if (await member is null || head is null) return null;
        var large = head.MemberCount > options.Value.LargeMembers;
        if (large != hint.Large) await inbox.MarkLargeAsync(caller.Tenant, caller.User, id, large, ct);
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
