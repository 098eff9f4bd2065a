using Messaging.Contracts.Client;

namespace Messaging.Contracts.Queue;

/// <summary>On topic <c>events</c>, for other services: entries of one conversation and one kind, in rising seq. At least once, and
/// one message may overtake another: an entry is the same by conversation, epoch and seq.</summary>
public sealed record EntriesPublished
{
    public required string Tenant { get; init; }
    public required string ConversationId { get; init; }

    /// <summary>Changes when a log is restored from an older state: the same seq may then be another entry.</summary>
    public required string Epoch { get; init; }

    /// <summary>One of <see cref="EntryKinds"/>, that of all these entries.</summary>
    public required string Kind { get; init; }
    public required int MemberCount { get; init; }
    public required IReadOnlyList<Entry> Entries { get; init; }
}
