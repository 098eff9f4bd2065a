namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>fanout</c>: a member has read up to <paramref name="Seq"/>; others see it as a receipt.</summary>
public sealed record CursorMoved(string Tenant, string ConversationId, string User, long Seq);
