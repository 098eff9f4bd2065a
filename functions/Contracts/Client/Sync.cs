namespace Messaging.Contracts.Client;

/// <summary>POST /api/sync: what a device has, and how much it takes at once.</summary>
public sealed record SyncRequest
{
    /// <summary>The token of the last answer; none at first.</summary>
    public string? Token { get; init; }

    /// <summary>The logs that the device holds without a gap up to a seq. Of a conversation that is not named the newest entries are sent.</summary>
    public IReadOnlyList<KnownLog>? Known { get; init; }

    /// <summary>Entries in the whole answer, at most <see cref="Limits.SyncEntries"/>; 1,000 if absent, 0 for a list without entries.</summary>
    public int? Entries { get; init; }

    /// <summary>Entries of one conversation, at most <see cref="Limits.PageEntries"/>; 50 if absent.</summary>
    public int? EntriesPerConversation { get; init; }
}

/// <summary>The device has every entry of this log that it wants, up to <paramref name="Seq"/>.</summary>
public sealed record KnownLog(string ConversationId, string Epoch, long Seq);

/// <summary>What happened in one conversation after what the device knew.</summary>
public sealed record MissedEntries
{
    public required string ConversationId { get; init; }
    public required string Epoch { get; init; }

    /// <summary>The newest ones, in rising seq up to the last of the log.</summary>
    public required IReadOnlyList<Entry> Entries { get; init; }

    /// <summary>What lies between the known seq and <see cref="Entries"/>, to be read as history pages when it is wanted.</summary>
    public Gap? Gap { get; init; }

    /// <summary>The log that the device knew is not this one: forget it.</summary>
    public bool Restart { get; init; }
}

/// <summary>Entries that exist and are not here; both ends are among them.</summary>
public sealed record Gap(long From, long To);

/// <summary>POST /api/sync/repair: what was wrong in the caller's inbox, and is right now.</summary>
public sealed record InboxRepaired
{
    /// <summary>Conversations that the caller is a member of.</summary>
    public required int Conversations { get; init; }

    /// <summary>Those of them that the inbox did not know.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Conversations that the inbox knew and the caller is not a member of.</summary>
    public required IReadOnlyList<string> Left { get; init; }

    /// <summary>Conversations whose cursor did not lie in the log, counted other messages than it, or lay before the last of the caller's own.</summary>
    public required IReadOnlyList<string> Cursors { get; init; }

    /// <summary>A second look found nothing wrong.</summary>
    public required bool Proven { get; init; }
}
