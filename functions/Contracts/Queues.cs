namespace Messaging.Contracts;

/// <summary>The queues in the order of a message's path. A queue is named for the stage that listens to it.</summary>
public static class Queues
{
    /// <summary>Commands of other services, in any language: <see cref="Queue.SendMessages"/>; and <see cref="Queue.SendScheduled"/>.</summary>
    public const string Send = "send";

    /// <summary>Commands with a lane as session: <see cref="Queue.AppendCommands"/>.</summary>
    public const string Route = "route";

    /// <summary>What was appended or refused: <see cref="Queue.EntriesAppended"/>, <see cref="Queue.CursorsMoved"/>.</summary>
    public const string FanOut = "fanout";

    /// <summary>Users whose presence may have changed: <see cref="Queue.PresenceTouched"/>, <see cref="Queue.PresencesTouched"/>, <see cref="Queue.PresenceWatched"/>,
    /// <see cref="Queue.BlockChanged"/>, <see cref="Queue.UserErased"/>.</summary>
    public const string Presence = "presence";

    /// <summary>Inbox hints and cursors: <see cref="Queue.InboxTouched"/>; and <see cref="Queue.UserErased"/>.</summary>
    public const string Sync = "sync";

    /// <summary>Messages to members who may be away, beside the path: <see cref="Queue.EntriesPublished"/>. FanOut listens to it too.</summary>
    public const string Notify = "notify";

    public static IReadOnlyList<string> InPathOrder { get; } = [Send, Route, FanOut, Presence, Sync];
}
