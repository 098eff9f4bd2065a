namespace Messaging.Plumbing.Delivery;

/// <summary>Names at SignalR; each carries its tenant.</summary>
public static class Names
{
    public static string User(string tenant, string user) => $"{tenant}|{user}";

    /// <summary>All members of a conversation, as users: it survives their reconnects.</summary>
    public static string Conversation(string tenant, string conversationId) => $"c|{tenant}|{conversationId}";

    /// <summary>The connections that look at a conversation now.</summary>
    public static string Viewing(string tenant, string conversationId) => $"viewing|{tenant}|{conversationId}";

    /// <summary>The connections that watch a user's presence.</summary>
    public static string Watching(string tenant, string user) => $"watching|{tenant}|{user}";
}
