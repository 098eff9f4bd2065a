namespace Messaging.Plumbing.Storage;

/// <summary>Each table is written by one app only.</summary>
public static class TableNames
{
    /// <summary>Written by Route.</summary>
    public const string Conversations = "Conversations";
    /// <summary>Written by Send.</summary>
    public const string Scheduled = "Scheduled";
    /// <summary>Written by Sync.</summary>
    public const string Inbox = "Inbox";
    /// <summary>Written by Presence.</summary>
    public const string Presence = "Presence";
}
