using Azure;
using Messaging.Contracts.Client;

namespace Messaging.Presence;

/// <param name="ConnectionId">A connection is a device.</param>
/// <param name="HeartbeatAt">Its last sign of life; null if all that is known is its end.</param>
/// <param name="LeaveAt">When it counts as away; null while it is connected.</param>
public sealed record Device(string ConnectionId, DateTimeOffset? HeartbeatAt, DateTimeOffset? LeaveAt)
{
    public bool IsPresent(DateTimeOffset now, PresenceOptions rules) =>
        !(LeaveAt <= now) && HeartbeatAt + rules.Heartbeat + rules.LeaveDelay > now;

    public DateTimeOffset? LastSeen(PresenceOptions rules) => LeaveAt - rules.LeaveDelay ?? HeartbeatAt;
}

/// <summary>Somebody watches the user.</summary>
/// <param name="Until">Unless it is renewed.</param>
/// <param name="Online">What watchers were told last.</param>
/// <param name="ETag">Of the row.</param>
public sealed record WatchMark(DateTimeOffset Until, bool Online, ETag ETag = default);

/// <summary>What is stored of a user. Whether the user is online is decided when it is read, so that time passing needs no writes.</summary>
public sealed record UserPresence(string Tenant, string User, IReadOnlyList<Device> Devices, WatchMark? Mark)
{
    public bool IsOnline(DateTimeOffset now, PresenceOptions rules) => Devices.Any(device => device.IsPresent(now, rules));

    public bool IsWatched(DateTimeOffset now) => Mark?.Until > now;

    /// <summary>When the user will be away without another sign; null if away already or connected.</summary>
    public DateTimeOffset? LeavesAt(DateTimeOffset now, PresenceOptions rules)
    {
        var present = Devices.Where(device => device.IsPresent(now, rules)).ToList();
        return present.Any(device => device.LeaveAt is null) ? null : present.Max(device => device.LeaveAt);
    }

    public UserPresence Without(string connectionId) => this with { Devices = [.. Devices.Where(device => device.ConnectionId != connectionId)] };

    public PresenceEvent ToEvent(DateTimeOffset now, PresenceOptions rules) => IsOnline(now, rules)
        ? new(User, Online: true, LastSeen: null)
        : new(User, Online: false, Devices.Max(device => device.LastSeen(rules)));
}
