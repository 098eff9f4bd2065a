using Messaging.Contracts.Client;

namespace Messaging.Presence;

/// <param name="ConnectionId">A connection is a device; empty for one of which only the service's word is known.</param>
/// <param name="HeartbeatAt">Its last sign of life; null if all that is known is its end.</param>
/// <param name="LeaveAt">When it counts as away; null while it is connected.</param>
/// <param name="IsHere">Connected to this stamp, whose service alone knows it.</param>
public sealed record Device(string ConnectionId, DateTimeOffset? HeartbeatAt, DateTimeOffset? LeaveAt, bool IsHere = true)
{
    public bool IsPresent(DateTimeOffset now, PresenceOptions rules) => !(LeaveAt <= now) && LapsesAt(rules) > now;

    /// <summary>When it counts as away for want of heartbeats.</summary>
    public DateTimeOffset? LapsesAt(PresenceOptions rules) => HeartbeatAt + rules.Heartbeat + rules.LeaveDelay;

    public DateTimeOffset? LastSeen(PresenceOptions rules) => LeaveAt - rules.LeaveDelay ?? HeartbeatAt;
}

/// <summary>What a user says of themselves.</summary>
/// <param name="Status">One of <see cref="UserStatuses"/>.</param>
/// <param name="Text">Null for none.</param>
/// <param name="Until">Null if it doesn't end by itself.</param>
/// <param name="LastSeen">When others last saw the user online; what they are shown while the user is invisible.</param>
/// <param name="At">When the user said so.</param>
public sealed record OwnStatus(string Status, string? Text, DateTimeOffset? Until, DateTimeOffset? LastSeen, DateTimeOffset At);

/// <summary>Whether another user is blocked, and since when it is so.</summary>
public sealed record Block(bool IsBlocked, DateTimeOffset At);

/// <summary>What others see, without the times.</summary>
public sealed record Shown(bool Online, string? Status = null, string? Text = null);

/// <summary>What is stored of a user. The state is decided when it is read, so that time passing needs no writes.</summary>
/// <param name="Blocks">Who sees nothing of it, or did not.</param>
public sealed record UserPresence(string Tenant, string User, IReadOnlyList<Device> Devices, OwnStatus? Own, IReadOnlyDictionary<string, Block> Blocks)
{
    /// <summary>Since when another stamp's word is missing; null if all is known, or that stamp counts as lost.</summary>
    public DateTimeOffset? MissedSince { get; init; }

    public static UserPresence Nobody(string tenant, string user) => new(tenant, user, [], null, new Dictionary<string, Block>());

    /// <summary>With what another stamp knows: all devices, and of status and blocks the later word.</summary>
    public UserPresence With(UserPresence elsewhere) => this with
    {
        Devices = [.. Devices, .. elsewhere.Devices.Select(device => device with { IsHere = false })],
        Own = elsewhere.Own is { } own && !(Own?.At >= own.At) ? own : Own,
        Blocks = Blocks.Concat(elsewhere.Blocks).GroupBy(block => block.Key).ToDictionary(other => other.Key, other => other.MaxBy(block => block.Value.At).Value),
        MissedSince = elsewhere.MissedSince < (MissedSince ?? DateTimeOffset.MaxValue) ? elsewhere.MissedSince : MissedSince,
    };

    public bool HasBlocked(string viewer) => Blocks.GetValueOrDefault(viewer) is { IsBlocked: true };

    public bool IsConnectedHere(DateTimeOffset now, PresenceOptions rules) => Devices.Any(device => device.IsHere && device.IsPresent(now, rules));

    public bool IsConnected(DateTimeOffset now, PresenceOptions rules) => Devices.Any(device => device.IsPresent(now, rules));

    /// <summary>When the user will be away without another sign; null if away already or connected.</summary>
    public DateTimeOffset? LeavesAt(DateTimeOffset now, PresenceOptions rules)
    {
        var present = Devices.Where(device => device.IsPresent(now, rules)).ToList();
        return present.Any(device => device.LeaveAt is null) ? null : present.Max(device => device.LeaveAt);
    }

    public UserPresence Without(string connectionId) => this with { Devices = [.. Devices.Where(device => device.ConnectionId != connectionId)] };

    public Shown ShownAt(DateTimeOffset now, PresenceOptions rules)
    {
        var own = OwnAt(now);
        var online = IsConnected(now, rules) && own?.Status != UserStatuses.Invisible;
        return new(online, online && own?.Status != UserStatuses.Available ? own?.Status : null, own?.Text);
    }

    /// <summary>When the state changes without another sign: a status ends, or heartbeats are missed. Null if it stays as it is.</summary>
    public DateTimeOffset? ChangesAt(DateTimeOffset now, PresenceOptions rules)
    {
        var lapses = Devices.Where(device => device.IsPresent(now, rules)).Max(device => device.LapsesAt(rules));
        var ends = OwnAt(now)?.Until;
        return lapses is null || ends < lapses ? ends : lapses;
    }

    /// <summary>What this viewer may see.</summary>
    public PresenceEvent ToEvent(string viewer, DateTimeOffset now, PresenceOptions rules) =>
        viewer == User ? ToOwner(now, rules) : HasBlocked(viewer) ? Hidden(User, now) : ToEvent(now, rules);

    public PresenceEvent ToEvent(DateTimeOffset now, PresenceOptions rules)
    {
        var shown = ShownAt(now, rules);
        return new(User, shown.Online, shown.Online ? null : LastSeen(now, rules), shown.Status, shown.Text, now);
    }

    /// <summary>As of somebody of whom nothing is known.</summary>
    public static PresenceEvent Hidden(string user, DateTimeOffset now) => new(user, Online: false, At: now);

    public OwnStatus? OwnAt(DateTimeOffset now) => Own?.Until <= now ? null : Own;

    PresenceEvent ToOwner(DateTimeOffset now, PresenceOptions rules) =>
        OwnAt(now) is { Status: UserStatuses.Invisible } own ? ToEvent(now, rules) with { Status = own.Status } : ToEvent(now, rules);

    DateTimeOffset? LastSeen(DateTimeOffset now, PresenceOptions rules) =>
        OwnAt(now) is { Status: UserStatuses.Invisible } own ? own.LastSeen : Devices.Max(device => device.LastSeen(rules));
}
