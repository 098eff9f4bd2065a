namespace Messaging.Contracts.Client;

/// <summary>POST /api/conversations</summary>
public sealed record NewConversation
{
    /// <summary>Other members; the caller is always one.</summary>
    public IReadOnlyList<string>? Members { get; init; }
    public string? Title { get; init; }

    /// <summary><c>group</c> (default) or <c>direct</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Makes a retry safe: the same caller and id give the same conversation. Made by the server if absent.</summary>
    public string? ClientMessageId { get; init; }
}

/// <summary>POST /api/conversations/{id}/members</summary>
public sealed record NewMembers
{
    public IReadOnlyList<string>? Members { get; init; }
    public string? ClientMessageId { get; init; }
}

/// <summary>POST /api/conversations/{id}/messages: one message, or several in <see cref="Messages"/> that keep their order.</summary>
public sealed record NewMessages
{
    public string? ClientMessageId { get; init; }
    public string? Text { get; init; }
    public IReadOnlyList<NewMessage>? Messages { get; init; }
}

public sealed record NewMessage(string? ClientMessageId = null, string? Text = null);

/// <summary>PATCH /api/conversations/{id}/messages/{seq}</summary>
public sealed record NewText
{
    public string? Text { get; init; }
    public string? ClientMessageId { get; init; }
}

/// <summary>PUT /api/conversations/{id}/cursor</summary>
public sealed record NewCursor
{
    /// <summary>The caller has read up to this seq; a cursor only moves forward.</summary>
    public long? Seq { get; init; }

    /// <summary>A device of the caller has received everything up to this seq; what is read is received too.</summary>
    public long? Delivered { get; init; }
}
