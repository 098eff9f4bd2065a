using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>What a command does to its conversation.</summary>
public sealed record Decision
{
    /// <summary>One of the rejection reasons; the command then does nothing.</summary>
    public string? Refusal { get; init; }

    /// <summary>The seq that becomes the command's fate.</summary>
    public long? Seq { get; init; }

    /// <summary>Null if the command leaves the conversation as it is.</summary>
    public StoredEntry? Appended { get; init; }

    /// <summary>The head with <see cref="Appended"/>.</summary>
    public Head? Head { get; init; }

    /// <summary>Members as their rows read from now on.</summary>
    public IReadOnlyList<Member> Members { get; init; } = [];
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>Older entries as they read from now on.</summary>
    public IReadOnlyList<StoredEntry> Rewritten { get; init; } = [];

    public IReadOnlyList<Mark> Marked { get; init; } = [];

    /// <summary>Row keys of marks that are there, and go.</summary>
    public IReadOnlyList<string> Unmarked { get; init; } = [];

    public static Decision Refused(string reason) => new() { Refusal = reason };

    public static Decision Nothing(long seq) => new() { Seq = seq };

    public static Decision Append(Head before, Entry entry, long? lastEdit = null) => new()
    {
        Seq = entry.Seq,
        Appended = new(entry, lastEdit),
        Head = before with { Seq = entry.Seq, Messages = entry.Ordinal, LastTime = entry.Time },
    };
}
