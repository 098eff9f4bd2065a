using Messaging.Contracts;

namespace Messaging.Client;

/// <summary>Which page of a log; at most one of <see cref="Before"/>, <see cref="After"/>, <see cref="Around"/>, <see cref="At"/> and <see cref="Thread"/>, without
/// one the newest. The others filter.</summary>
public sealed record PageRange
{
    /// <summary>The entries before this seq; <see cref="Contracts.Client.EntryPage.Next"/> of the page before.</summary>
    public long? Before { get; init; }

    /// <summary>The entries after this seq.</summary>
    public long? After { get; init; }

    /// <summary>The entries on both sides of this seq.</summary>
    public long? Around { get; init; }

    /// <summary>The entries from this time on.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The message at this seq and the answers in its thread.</summary>
    public long? Thread { get; init; }

    /// <summary>One of <see cref="Contracts.Client.EntryKinds"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>Of this user alone.</summary>
    public string? Sender { get; init; }

    /// <summary>Text, whatever its case, up to <see cref="Limits.SearchCharacters"/> characters.</summary>
    public string? Contains { get; init; }

    /// <summary>Not before this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Not after this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>1 to <see cref="Limits.PageEntries"/> entries; 50 if absent.</summary>
    public int? Limit { get; init; }

    internal string Query() => Addresses.Query(
        ("before", Before), ("after", After), ("around", Around), ("at", At), ("thread", Thread), ("kind", Kind), ("sender", Sender), ("contains", Contains),
        ("from", From), ("to", To), ("limit", Limit));
}
