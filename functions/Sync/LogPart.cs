using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Sync;

/// <summary>A member of a conversation, and its log as this member gets it.</summary>
public sealed record MemberLog(Member Member, LogPart Log);

/// <summary>A conversation's state and what a device has missed of its log; null if it has missed nothing or was not asked.</summary>
public sealed record LogPart(Head Head, MissedEntries? Missed = null)
{
    /// <param name="id">The conversation.</param>
    /// <param name="head">As read together with the entries or before them.</param>
    /// <param name="known">What the device has, if it has anything.</param>
    /// <param name="newest">The end of the log, as much of it as is sent.</param>
    public static LogPart Of(string id, Head head, KnownLog? known, IReadOnlyList<Entry> newest)
    {
        var restart = known is not null && !IsOf(known, head);
        var (has, sent) = (Has(known, head), newest is [var first, ..] ? first.Seq : head.Seq + 1);
        if (!restart && has == head.Seq) return new(head);
        return new(head, new()
        {
            ConversationId = id,
            Epoch = head.Epoch,
            Entries = newest,
            Gap = sent > has + 1 ? new(has + 1, sent - 1) : null,
            Restart = restart,
        });
    }

    /// <summary>The last seq that the device need not be sent.</summary>
    public static long Has(KnownLog? known, Head head) => known is not null && IsOf(known, head) ? known.Seq : 0;

    /// <summary>A log that was restored from an older state has another epoch; one shorter than what the device saw would be the same accident.</summary>
    static bool IsOf(KnownLog known, Head head) => known.Epoch == head.Epoch && known.Seq <= head.Seq;
}
