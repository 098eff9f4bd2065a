namespace Messaging.SignalR.Clients;

/// <summary>
/// Which users of one hub are in which groups, and until when; not whether they are connected.
/// Whoever calls holds the hub's lock.
/// </summary>
sealed class UserGroups
{
    /// <summary>Without a ttl a membership lasts a year; a user keeps the latest hundred of those (REST API reference, ttl).</summary>
    public static readonly TimeSpan UnlimitedTtl = TimeSpan.FromDays(365);

    const int UnlimitedPerUser = 100;

    readonly Dictionary<string, Dictionary<string, UserMembership>> users = [];
    readonly string hub;
    readonly UserGroupFile? file;
    readonly TimeProvider time;

    public UserGroups(string hub, UserGroupFile? file, TimeProvider time)
    {
        (this.hub, this.file, this.time) = (hub, file, time);
        foreach (var (user, group, membership) in file?.Load(hub) ?? []) GroupsOf(user)[group] = membership;
    }

    public UserMembership Join(string user, string group, TimeSpan? ttl)
    {
        var groups = GroupsOf(user);
        var expires = time.GetUtcNow() + (ttl ?? UnlimitedTtl);
        if (!groups.TryGetValue(group, out var membership)) groups[group] = membership = new UserMembership(expires, ttl is null);
        else membership.Renew(expires, ttl is null);

        file?.Save(hub, user, group, membership);
        if (ttl is null) DropOldest(user, groups);
        return membership;
    }

    public void Leave(string user, string group)
    {
        if (!users.TryGetValue(user, out var groups) || !groups.Remove(group, out var membership)) return;

        membership.End();
        file?.Delete(hub, user, group);
        if (groups.Count == 0) users.Remove(user);
    }

    /// <summary>The user's current groups.</summary>
    public IReadOnlyList<(string Group, UserMembership Membership)> Of(string user) =>
        users.TryGetValue(user, out var groups)
            ? [.. groups.Where(one => one.Value.IsCurrent(time.GetUtcNow())).Select(one => (one.Key, one.Value))]
            : [];

    public bool Contains(string user, string group) =>
        users.TryGetValue(user, out var groups)
        && groups.TryGetValue(group, out var membership)
        && membership.IsCurrent(time.GetUtcNow());

    /// <summary>Forgets what has expired and says what that was.</summary>
    public IReadOnlyList<(string User, string Group)> Sweep()
    {
        var now = time.GetUtcNow();
        (string User, string Group)[] expired =
        [
            .. from user in users from one in user.Value where !one.Value.IsCurrent(now) select (user.Key, one.Key),
        ];
        foreach (var (user, group) in expired) Leave(user, group);
        return expired;
    }

    void DropOldest(string user, Dictionary<string, UserMembership> groups)
    {
        var unlimited = groups.Where(one => one.Value.Unlimited).ToArray();
        foreach (var (group, _) in unlimited.OrderBy(one => one.Value.Expires).Take(unlimited.Length - UnlimitedPerUser))
            Leave(user, group);
    }

    Dictionary<string, UserMembership> GroupsOf(string user) =>
        users.TryGetValue(user, out var groups) ? groups : users[user] = [];
}
