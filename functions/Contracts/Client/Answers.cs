namespace Messaging.Contracts.Client;

/// <summary>202: durable, and soon appended or answered with <c>rejected</c>.</summary>
/// <param name="ConversationId">Where to.</param>
/// <param name="ClientMessageIds">The ids under which the commands' fates are kept, in the order given.</param>
public sealed record Accepted(string ConversationId, IReadOnlyList<string> ClientMessageIds);

/// <summary>application/problem+json (RFC 9457), with the name of the field that is at fault.</summary>
public sealed record Problem
{
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Field { get; init; }
}

/// <summary>GET /api/conversations, latest activity first.</summary>
public sealed record ConversationList(IReadOnlyList<ConversationSummary> Conversations);

public sealed record ConversationSummary
{
    public required string ConversationId { get; init; }
    public required string Kind { get; init; }
    public string? Title { get; init; }
    public required string Epoch { get; init; }

    /// <summary>The last seq of the log.</summary>
    public required long Seq { get; init; }
    public required long ReadSeq { get; init; }

    /// <summary>Messages after the caller's cursor.</summary>
    public required long Unread { get; init; }
    public required int MemberCount { get; init; }
    public required DateTimeOffset LastActivity { get; init; }

    /// <summary>The other user of a direct conversation.</summary>
    public string? With { get; init; }
}

/// <summary>GET /api/conversations/{id}/messages, in rising seq.</summary>
/// <param name="More">Whether entries lie beyond this page in the direction asked for.</param>
public sealed record EntryPage(string ConversationId, string Epoch, IReadOnlyList<Entry> Entries, bool More);

/// <summary>GET /api/sync?since=token</summary>
public sealed record SyncAnswer
{
    /// <summary>To be given as <c>since</c> the next time.</summary>
    public required string Token { get; init; }

    /// <summary>The token given was too old or not known: forget the local state and take this one.</summary>
    public bool Restart { get; init; }
    public required IReadOnlyList<ConversationSummary> Changed { get; init; }
    public required IReadOnlyList<string> Removed { get; init; }
}

/// <summary>GET /api/presence?users=a,b, POST /api/presence/query, and the answer to <c>watch</c>, in the order asked for.</summary>
public sealed record PresenceList(IReadOnlyList<PresenceEvent> Users);

/// <summary>POST /api/negotiate, as SignalR clients expect it.</summary>
public sealed record Negotiated(string Url, string AccessToken);
