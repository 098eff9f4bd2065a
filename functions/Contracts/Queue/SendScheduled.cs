namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>send</c>, scheduled: it is time to send what table Scheduled holds under these keys. Nothing is there once it is
/// sent or cancelled.</summary>
public sealed record SendScheduled(string Tenant, string Sender, string ConversationId, string ClientMessageId);
