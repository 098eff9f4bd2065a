namespace Messaging.Contracts;

/// <summary>Limits that clients see. A request beyond one is refused with 400 and the name of the field.</summary>
public static class Limits
{
    /// <summary>Bytes of UTF-8 in one message's text: the same 28 KB as Azure Communication Services Chat. Escaped as JSON it has
    /// at most 84 KB, as much again for structured content and some 40 KB for attachments and mentions: one message always fits a queue
    /// message of Service Bus Standard (256 KB).</summary>
    public const int TextBytes = 28 * 1024;

    /// <summary>Bytes of UTF-8 in one message's structured content.</summary>
    public const int ContentBytes = 28 * 1024;

    /// <summary>Characters of a media type.</summary>
    public const int ContentTypeCharacters = 128;

    /// <summary>Attachments of one message.</summary>
    public const int Attachments = 10;

    /// <summary>Characters of an attachment's address.</summary>
    public const int UrlCharacters = 2048;

    /// <summary>Users mentioned in one message; each is a row of its transaction.</summary>
    public const int Mentions = 20;

    /// <summary>Characters of a reaction.</summary>
    public const int ReactionCharacters = 32;

    /// <summary>Different reactions to one message.</summary>
    public const int ReactionsPerMessage = 50;

    /// <summary>Edits of one message in a conversation that keeps them; its deletion takes them all in one transaction.</summary>
    public const int KeptEdits = 50;

    /// <summary>Pinned messages of one conversation.</summary>
    public const int Pins = 100;

    /// <summary>Members of one conversation.</summary>
    public const int MembersPerConversation = 100_000;

    /// <summary>Entries of a conversation's metadata, and characters of a key and of a value.</summary>
    public const int Metadata = 16, MetadataKeyCharacters = 64, MetadataValueCharacters = 512;

    /// <summary>Messages in one send.</summary>
    public const int MessagesPerSend = 40;

    /// <summary>Days that a message may be sent or expire ahead.</summary>
    public const int DaysAhead = 366;

    /// <summary>Sends of one page of what is scheduled.</summary>
    public const int PageScheduled = 50;

    /// <summary>Bytes of one request body.</summary>
    public const int BodyBytes = 256 * 1024;

    /// <summary>Characters of a client message id, a user id or a conversation id.</summary>
    public const int IdCharacters = 64;

    /// <summary>Characters of a title.</summary>
    public const int TitleCharacters = 200;

    /// <summary>Members named in one create or add; with the head, the entry and the dedupe row they fit one transaction of 100 rows.</summary>
    public const int MembersPerCommand = 96;

    /// <summary>Members of one import, which adds them in commands of <see cref="MembersPerCommand"/>.</summary>
    public const int MembersPerImport = 10_000;

    /// <summary>Bytes of an import's body.</summary>
    public const int ImportBytes = 1024 * 1024;

    /// <summary>Characters of an import's client message id: its commands' ids are this one and a number.</summary>
    public const int ImportIdCharacters = 56;

    /// <summary>Entries of one history page.</summary>
    public const int PageEntries = 200;

    /// <summary>Members, reactions, invitations or bans of one page.</summary>
    public const int PageMembers = 1_000;

    /// <summary>Entries that one request for a filtered page looks at; then it answers where to go on.</summary>
    public const int ScannedEntries = 2_000;

    /// <summary>Characters of a text that is searched for.</summary>
    public const int SearchCharacters = 100;

    /// <summary>Entries of one catch-up.</summary>
    public const int SyncEntries = 5_000;

    /// <summary>Logs that a device names in one catch-up.</summary>
    public const int KnownLogs = 1_000;

    /// <summary>Users in one presence query, and users that one user watches.</summary>
    public const int PresenceUsers = 500;

    /// <summary>Characters of a status text.</summary>
    public const int StatusCharacters = 100;

    /// <summary>Days until which a status may last.</summary>
    public const int StatusDays = 30;
}
