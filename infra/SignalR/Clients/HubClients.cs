using Messaging.SignalR.Clients.Filters;

namespace Messaging.SignalR.Clients;

/// <summary>The clients of one hub and the groups they are in, by themselves or through their user.</summary>
sealed class HubClients(UserGroups userGroups, TimeProvider time)
{
    readonly Lock gate = new();
    readonly Dictionary<string, ClientConnection> connections = [];
    readonly Dictionary<string, HashSet<ClientConnection>> users = [];

    // A membership without a user's behind it was given to the connection itself and ends with it.
    readonly Dictionary<string, Dictionary<ClientConnection, UserMembership?>> groups = [];

    public void Add(ClientConnection client)
    {
        lock (gate)
        {
            connections[client.Id] = client;
            if (client.UserId is not { } user) return;

            if (!users.TryGetValue(user, out var clients)) users[user] = clients = [];
            clients.Add(client);
            foreach (var (group, membership) in userGroups.Of(user)) Enter(client, group, membership);
        }
    }

    public void Remove(ClientConnection client)
    {
        lock (gate)
        {
            if (!connections.Remove(client.Id)) return;

            LeaveAll(client);
            if (client.UserId is { } user && users.TryGetValue(user, out var clients) && clients.Remove(client) && clients.Count == 0)
                users.Remove(user);
        }
    }

    public ClientConnection? Find(string id)
    {
        lock (gate) return connections.GetValueOrDefault(id);
    }

    public ClientConnection[] All()
    {
        lock (gate) return [.. connections.Values];
    }

    public ClientConnection[] Matching(Filter filter)
    {
        lock (gate) return [.. connections.Values.Where(client => filter.Accepts(new(client.UserId, client.Id, CurrentGroups(client))))];
    }

    public ClientConnection[] OfUser(string user)
    {
        lock (gate) return users.TryGetValue(user, out var clients) ? [.. clients] : [];
    }

    public ClientConnection[] InGroup(string group)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return groups.TryGetValue(group, out var members)
                ? [.. members.Where(member => member.Value?.IsCurrent(now) ?? true).Select(member => member.Key)]
                : [];
        }
    }

    /// <summary>False when the client has gone.</summary>
    public bool Join(ClientConnection client, string group)
    {
        lock (gate)
        {
            if (!connections.ContainsKey(client.Id)) return false;
            Enter(client, group, membership: null);
            return true;
        }
    }

    public void Leave(ClientConnection client, string group)
    {
        lock (gate) Exit(client, group);
    }

    public void LeaveAll(ClientConnection client)
    {
        lock (gate)
        {
            foreach (var group in client.Groups.ToArray()) Exit(client, group);
        }
    }

    /// <summary>With a ttl of zero only the user's present connections join, as if each had done so itself.</summary>
    public void JoinUser(string user, string group, TimeSpan? ttl)
    {
        lock (gate)
        {
            var membership = ttl == TimeSpan.Zero ? null : userGroups.Join(user, group, ttl);
            foreach (var client in OfUser(user)) Enter(client, group, membership);
        }
    }

    public void LeaveUser(string user, string group)
    {
        lock (gate)
        {
            userGroups.Leave(user, group);
            foreach (var client in OfUser(user)) Exit(client, group);
        }
    }

    public void LeaveAllOfUser(string user)
    {
        lock (gate)
        {
            foreach (var (group, _) in userGroups.Of(user)) userGroups.Leave(user, group);
            foreach (var client in OfUser(user)) LeaveAll(client);
        }
    }

    public bool IsUserInGroup(string user, string group)
    {
        lock (gate) return userGroups.Contains(user, group) || OfUser(user).Any(client => CurrentGroups(client).Contains(group));
    }

    /// <summary>Forgets users' expired memberships.</summary>
    public void Sweep()
    {
        lock (gate)
        {
            foreach (var (user, group) in userGroups.Sweep())
                foreach (var client in OfUser(user))
                    if (groups.TryGetValue(group, out var members) && members.GetValueOrDefault(client) is not null) Exit(client, group);
        }
    }

    string[] CurrentGroups(ClientConnection client)
    {
        var now = time.GetUtcNow();
        return [.. client.Groups.Where(group => groups[group][client]?.IsCurrent(now) ?? true)];
    }

    void Enter(ClientConnection client, string group, UserMembership? membership)
    {
        if (!groups.TryGetValue(group, out var members)) groups[group] = members = [];
        if (client.Groups.Add(group) || membership is null || members[client] is not null) members[client] = membership;
    }

    void Exit(ClientConnection client, string group)
    {
        if (!client.Groups.Remove(group)) return;

        groups[group].Remove(client);
        if (groups[group].Count == 0) groups.Remove(group);
    }
}
