using Messaging.Contracts.Queue;

namespace Messaging.Contracts;

/// <summary>The wire name of each record that travels on a queue. A breaking change is a new record with a new name.</summary>
public static class FactTypes
{
    public const string SendMessages = "send-messages";
    public const string SendScheduled = "send-scheduled";
    public const string AppendCommands = "append-commands";
    public const string EntriesAppended = "entries-appended";
    public const string EntriesPublished = "entries-published";
    public const string CursorsMoved = "cursors-moved";
    public const string PresenceTouched = "presence-touched";
    public const string PresencesTouched = "presences-touched";
    public const string PresenceWatched = "presence-watched";
    public const string BlockChanged = "block-changed";
    public const string InboxTouched = "inbox-touched";
    public const string UserErased = "user-erased";

    public static IReadOnlyDictionary<string, Type> All { get; } = new Dictionary<string, Type>
    {
        [SendMessages] = typeof(SendMessages),
        [SendScheduled] = typeof(SendScheduled),
        [AppendCommands] = typeof(AppendCommands),
        [EntriesAppended] = typeof(EntriesAppended),
        [EntriesPublished] = typeof(EntriesPublished),
        [CursorsMoved] = typeof(CursorsMoved),
        [PresenceTouched] = typeof(PresenceTouched),
        [PresencesTouched] = typeof(PresencesTouched),
        [PresenceWatched] = typeof(PresenceWatched),
        [BlockChanged] = typeof(BlockChanged),
        [InboxTouched] = typeof(InboxTouched),
        [UserErased] = typeof(UserErased),
    };
}
