using System.Collections.Concurrent;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>A conversation as one of its members finds it.</summary>
public sealed record Found(ConversationSummary Summary, MissedEntries? Missed);

/// <summary>Puts together what a member's row, cursor and the log say.</summary>
public sealed class Summaries(ConversationReader conversations, Inbox inbox, Partners partners, LivePlaces places, IOptions<SyncOptions> options, TimeProvider time)
{
    const int MentionsCounted = 100;

    /// <summary>By conversation; without those that the caller is not a member of.</summary>
    /// <param name="caller">The member.</param>
    /// <param name="hints">Of the conversations to look at.</param>
    /// <param name="standings">Of this user, by conversation.</param>
    /// <param name="read">Reads the caller's row and as much of a conversation's log as is wanted, its head at least.</param>
    /// <param name="anew">Whether the device was told to start anew.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<string, Found>> OfAsync(
        Caller caller, IReadOnlyCollection<Hint> hints, IReadOnlyDictionary<string, Standing> standings,
        Func<Hint, CancellationToken, Task<MemberLog?>> read, bool anew, CancellationToken ct)
    {
        var found = new ConcurrentDictionary<string, Found>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct };
        await Parallel.ForEachAsync(hints, parallel, async (hint, stop) =>
        {
            if (await read(hint, stop) is not var (member, log)) return;
            var standing = standings.GetValueOrDefault(hint.ConversationId, Standing.Start).AfterOwn(caller.User, log.Missed?.Entries ?? []);
            found[hint.ConversationId] = new(await OfAsync(caller, hint, member, standing, log.Head, anew, stop), log.Missed);
        });
        return found;
    }

    async Task<ConversationSummary> OfAsync(Caller caller, Hint hint, Member member, Standing standing, Head head, bool anew, CancellationToken ct)
    {
        var id = hint.ConversationId;
        var large = head.MemberCount > options.Value.LargeMembers;
        if (large != hint.Large) await inbox.MarkLargeAsync(caller.Tenant, caller.User, id, large, ct);
        if (large) await places.RenewAsync(caller, hint, member, anew, ct);
        return new()
        {
            ConversationId = id,
            Kind = head.Kind,
            Title = head.Title,
            Epoch = head.Epoch,
            Seq = head.Seq,
            ReadSeq = standing.Cursor.Seq,
            Unread = standing.UnreadOf(head, member),
            UnreadMentions = await MentionsAsync(caller, id, standing.ReadSeq(member), head, ct),
            UnreadFrom = standing.Unread?.Seq,
            MutedUntil = standing.MutedUntil > time.GetUtcNow() ? standing.MutedUntil : null,
            Pinned = standing.Pinned,
            Archived = standing.Archived,
            MemberCount = head.MemberCount,
            LastActivity = head.LastTime,
            With = head.Kind == ConversationKinds.Direct ? await partners.OfAsync(caller, id, ct) : null,
        };
    }

    /// <summary>Whoever has read as far as the last mention of anyone has none to count.</summary>
    Task<int> MentionsAsync(Caller caller, string id, long readSeq, Head head, CancellationToken ct) => head.LastMention <= readSeq
        ? Task.FromResult(0)
        : conversations.MentionsAfterAsync(caller.Tenant, id, caller.User, readSeq, MentionsCounted, ct);
}
