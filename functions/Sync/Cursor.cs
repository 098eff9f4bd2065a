using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Sync;

/// <summary>A user has read a conversation up to a seq, where it had so many messages, and a device has received it up to another.
/// It only moves forward.</summary>
public sealed record Cursor(long Seq, long Ordinal, long Delivered = 0)
{
    public static Cursor Start { get; } = new(0, 0);

    /// <summary>The furthest of both.</summary>
    public Cursor With(Cursor other) => (other.Seq > Seq ? other : this) with { Delivered = Math.Max(Delivered, other.Delivered) };
}

/// <summary>The message at <paramref name="Seq"/> and all after it were marked as unread; the conversation had so many messages before it.</summary>
public sealed record UnreadMark(long Seq, long Before);

/// <summary>Where a user stands in a conversation.</summary>
public sealed record Standing(Cursor Cursor)
{
    public static Standing Start { get; } = new(Cursor.Start);

    public UnreadMark? Unread { get; init; }
    public DateTimeOffset? MutedUntil { get; init; }
    public bool Pinned { get; init; }
    public bool Archived { get; init; }

    /// <summary>One's own message reads everything before it; the stored cursor follows it over the queues.</summary>
    public Standing AfterOwn(string user, IReadOnlyList<Entry> entries) =>
        entries.LastOrDefault(entry => entry.Sender == user && entry.Kind == EntryKinds.Message) is { } own && own.Seq > Cursor.Seq
            ? this with { Cursor = Cursor.With(new(own.Seq, own.Ordinal)), Unread = null }
            : this;

    /// <summary>Derived from the log's count, so it cannot drift; nothing from before the user joined. A cursor ahead of a head that was read
    /// before it means nothing unread.</summary>
    public long UnreadOf(Head head, Member member) =>
        Math.Max(0, head.Messages - Math.Max(member.JoinedOrdinal, Math.Min(Cursor.Ordinal, Unread?.Before ?? long.MaxValue)));

    /// <summary>The seq after which everything is unread.</summary>
    public long ReadSeq(Member member) => Math.Max(member.JoinedSeq, Math.Min(Cursor.Seq, Unread is { } mark ? mark.Seq - 1 : long.MaxValue));
}
