namespace Messaging.Plumbing.Delivery;

/// <summary>Names at SignalR; each carries its tenant. A tenant never contains '|', so the first one ends it: a user may contain more.</summary>
public static class Names
{
    public static string User(string tenant, string user) => $"{tenant}|{user}";

    /// <summary>The other way; false for a name that <see cref="User"/> cannot have made.</summary>
    public static bool TryReadUser(string? name, out string tenant, out string user)
    {
        (tenant, user) = ("", "");
        if (name is null || name.IndexOf('|', StringComparison.Ordinal) is var end && (end <= 0 || end == name.Length - 1)) return false;
        (tenant, user) = (name[..end], name[(end + 1)..]);
        return true;
    }

    /// <summary>All members of a conversation, as users: it survives their reconnects.</summary>
    public static string Conversation(string tenant, string conversationId) => $"c|{tenant}|{conversationId}";

    /// <summary>The connections that look at a conversation now.</summary>
    public static string Viewing(string tenant, string conversationId) => $"viewing|{tenant}|{conversationId}";

    /// <summary>The users who watch a user's presence: it survives their reconnects.</summary>
    public static string Watching(string tenant, string user) => $"watching|{tenant}|{user}";
}
