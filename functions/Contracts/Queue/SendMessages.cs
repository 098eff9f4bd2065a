using Messaging.Contracts.Client;

namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>send</c>: a service in any language sends as a user. Order is kept inside one queue message only.</summary>
public sealed record SendMessages
{
    public required string Tenant { get; init; }
    public required string Sender { get; init; }
    public required IReadOnlyList<OutgoingMessage> Messages { get; init; }
}

/// <param name="ConversationId">Where to.</param>
/// <param name="ClientMessageId">The sender's own id, at most 64 characters; it takes effect once for ever.</param>
/// <param name="Text">At most <see cref="Limits.TextBytes"/> bytes of UTF-8.</param>
public sealed record OutgoingMessage(string ConversationId, string ClientMessageId, string? Text = null) : IMessageContent
{
    public string? Format { get; init; }
    public string? Content { get; init; }
    public string? ContentType { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }
    public IReadOnlyList<string>? Mentions { get; init; }
    public long? ReplyTo { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>A notice of the service itself: its sender needs not be a member, and it counts as no message.</summary>
    public bool Notice { get; init; }
}
