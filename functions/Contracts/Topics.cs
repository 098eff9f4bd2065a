namespace Messaging.Contracts;

/// <summary>What other services may subscribe to.</summary>
public static class Topics
{
    /// <summary>Everything that was appended: <see cref="Queue.EntriesPublished"/>. A subscription filters by <see cref="EventProperties"/>.</summary>
    public const string Events = "events";
}

/// <summary>Application properties of a message on topic <c>events</c>, for the rules of subscriptions.</summary>
public static class EventProperties
{
    public const string Tenant = "tenant", Kind = "kind", ConversationId = "conversationId";
}
