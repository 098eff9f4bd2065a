namespace Messaging.Contracts;

/// <summary>Limits that clients see. A request beyond one is refused with 400 and the name of the field.</summary>
public static class Limits
{
    /// <summary>Bytes of UTF-8 in one message's text: the same 28 KB as Azure Communication Services Chat. Escaped as JSON it has
    /// at most 84 KB, so that one message always fits a queue message of Service Bus Standard (256 KB).</summary>
    public const int TextBytes = 28 * 1024;

    /// <summary>Messages in one send.</summary>
    public const int MessagesPerSend = 40;

    /// <summary>Bytes of one request body.</summary>
    public const int BodyBytes = 256 * 1024;

    /// <summary>Characters of a client message id, a user id or a conversation id.</summary>
    public const int IdCharacters = 64;

    /// <summary>Characters of a title.</summary>
    public const int TitleCharacters = 200;

    /// <summary>Members named in one create or add; with the head, the entry and the dedupe row they fit one transaction of 100 rows.</summary>
    public const int MembersPerCommand = 96;

    /// <summary>Entries of one history page.</summary>
    public const int PageEntries = 200;

    /// <summary>Entries of one catch-up.</summary>
    public const int SyncEntries = 5_000;

    /// <summary>Logs that a device names in one catch-up.</summary>
    public const int KnownLogs = 1_000;

    /// <summary>Users in one presence query.</summary>
    public const int PresenceUsers = 500;
}
