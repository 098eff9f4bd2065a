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
public sealed record OutgoingMessage(string ConversationId, string ClientMessageId, string Text);
