using Messaging.Contracts.Client;

namespace Messaging.Sync;

static class Expiry
{
    /// <summary>The entry as it reads at a time: of what has expired by then the content is gone. An edit expires with its message.</summary>
    public static Entry At(this Entry entry, DateTimeOffset now) =>
        entry.ExpiresAt is not { } at || at > now ? entry
        : entry.Kind != EntryKinds.Message ? entry.Blank() with { ExpiresAt = null }
        : entry.Blank() with { ExpiresAt = null, DeletedAt = entry.DeletedAt ?? at, PinnedAt = null, Reactions = null };
}
