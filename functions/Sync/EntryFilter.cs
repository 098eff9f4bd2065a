using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Sync;

/// <summary>Entries of some kinds, of a sender, whose text contains something, of a time.</summary>
public sealed record EntryFilter(IReadOnlyList<string>? Kinds, string? Sender, string? Contains, DateTimeOffset? From, DateTimeOffset? To)
{
    const int KindCharacters = 200;

    public static EntryFilter? Of(QueryFields given)
    {
        var kinds = given.Text("kind", KindCharacters)?.Split(',');
        var filter = new EntryFilter(
            kinds, given.Text("sender", Limits.IdCharacters), given.Text("contains", Limits.SearchCharacters), given.Time("from"), given.Time("to"));
        return filter == new EntryFilter(null, null, null, null, null) ? null : filter;
    }

    /// <summary>Whatever its time; the time is a range of seqs.</summary>
    public bool Matches(Entry entry) =>
        Kinds?.Contains(entry.Kind) is not false
        && (Sender is null || entry.Sender == Sender)
        && (Contains is null || entry.Kind == EntryKinds.Message && entry.Text?.Contains(Contains, StringComparison.OrdinalIgnoreCase) == true);
}
