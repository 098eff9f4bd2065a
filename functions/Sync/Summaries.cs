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
public sealed class Summaries(ConversationReader conversations, Inbox inbox, Partners partners, IOptions<SyncOptions> options, TimeProvider time)
{
    /// <summary>By conversation; without those that the caller is not a member of.</summary>
    /// <param name="caller">The member.</param>
    /// <param name="hints">Of the conversations to look at.</param>
    /// <param name="standings">Of this user, by conversation.</param>
    /// <param name="readLog">Reads as much of a conversation's log as is wanted, its head at least.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<string, Found>> OfAsync(
        Caller caller, IReadOnlyCollection<Hint> hints, IReadOnlyDictionary<string, Standing> standings,
        Func<string, CancellationToken, Task<LogPart?>> readLog, CancellationToken ct)
    {
        var found = new ConcurrentDictionary<string, Found>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct };
        await Parallel.ForEachAsync(hints, parallel, async (hint, stop) =>
        {
            var member = conversations.MemberAsync(caller.Tenant, hint.ConversationId, caller.User, stop);
            var log = await readLog(hint.ConversationId, stop);
            if (await member is null || log is null) return;
            found[hint.ConversationId] = await OfAsync(caller, hint, standings.GetValueOrDefault(hint.ConversationId, Standing.Start), log, stop);
        });
        return found;
    }

    async Task<Found> OfAsync(Caller caller, Hint hint, Standing standing, LogPart log, CancellationToken ct)
    {
        var large = log.Head.MemberCount > options.Value.LargeMembers;
        if (large != hint.Large) await inbox.MarkLargeAsync(caller.Tenant, caller.User, hint.ConversationId, large, ct);
        var with = log.Head.Kind == ConversationKinds.Direct ? await partners.OfAsync(caller, hint.ConversationId, ct) : null;
        return new(Of(hint.ConversationId, log.Head, standing.AfterOwn(caller.User, log.Missed?.Entries ?? []), with), log.Missed);
    }

    ConversationSummary Of(string id, Head head, Standing standing, string? with) => new()
    {
        ConversationId = id,
        Kind = head.Kind,
        Title = head.Title,
        Epoch = head.Epoch,
        Seq = head.Seq,
        ReadSeq = standing.Cursor.Seq,
        Unread = standing.UnreadOf(head.Messages),
        UnreadFrom = standing.Unread?.Seq,
        MutedUntil = standing.MutedUntil > time.GetUtcNow() ? standing.MutedUntil : null,
        Pinned = standing.Pinned,
        Archived = standing.Archived,
        MemberCount = head.MemberCount,
        LastActivity = head.LastTime,
        With = with,
    };
}
