using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;
using Messaging.Route.Rules;

namespace Messaging.Route.Retention;

/// <summary>What remains of an entry whose content is gone: its place, its kind, its sender and its time.</summary>
static class Forgotten
{
    public static StoredEntry Of(StoredEntry stored, DateTimeOffset now)
    {
        var blank = stored.Entry.Blank() with { Reaction = null, Reactions = null, PinnedAt = null, ExpiresAt = null };
        return new(IsMessage(stored) ? blank with { DeletedAt = stored.Entry.DeletedAt ?? now } : blank);
    }

    public static bool IsMessage(StoredEntry stored) => stored.Entry.Kind == EntryKinds.Message;

    /// <summary>Marks that are there as long as the message says so, and go with it in one transaction.</summary>
    public static IEnumerable<string> Marks(StoredEntry stored) => !IsMessage(stored) ? [] :
    [
        .. stored.Entry.MentionMarks(stored.Entry.Seq).Select(mark => mark.RowKey),
        .. stored.Entry.PinnedAt is null ? [] : new[] { Keys.Pin(stored.Entry.Seq) },
    ];
}
