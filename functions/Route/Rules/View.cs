using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>What a rule may know of a conversation: its state after all commands before the one to decide.</summary>
/// <param name="Head">Null while the conversation does not exist.</param>
/// <param name="Member">The member of that name, or null.</param>
/// <param name="Stored">The entry at that seq, or null.</param>
/// <param name="Marked">Whether the mark with that row key is there; see <see cref="Lookups.Marks"/>.</param>
/// <param name="Now">The time of what is appended, unless its predecessor's is later.</param>
/// <param name="NewEpoch">For a conversation that begins.</param>
public sealed record View(
    Head? Head, Func<string, Member?> Member, Func<long, StoredEntry?> Stored, Func<string, bool> Marked, DateTimeOffset Now, string NewEpoch);

/// <summary>An entry as its row holds it.</summary>
/// <param name="Entry">As clients see it in a page.</param>
/// <param name="LastEdit">The seq of the edit entry before it that holds a text of the same message: of a message its last edit, of
/// an edit the one before it.</param>
/// <param name="Edits">Edits whose texts are kept; of a message only.</param>
public sealed record StoredEntry(Entry Entry, long? LastEdit = null, int Edits = 0);
