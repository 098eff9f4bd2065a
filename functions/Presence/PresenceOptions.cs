using System.ComponentModel.DataAnnotations;

namespace Messaging.Presence;

/// <summary>Section <c>Presence</c>.</summary>
public sealed class PresenceOptions
{
    /// <summary>A device that is back within this time was never away. 1 s to 1 min, default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LeaveDelay { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often devices send a heartbeat; one that misses it by more than the leave delay is away, for its <c>disconnected</c>
    /// was lost. 1 min to 2 h, default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a <c>watch</c> holds unless it is repeated. 1 h to 7 days, default a day.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "7.00:00:00")]
    public TimeSpan WatchLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a removed member may still be seen typing. 1 s to 30 s, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan MembershipCache { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Changes of status that a user may make at once. 1 to 100, default 10.</summary>
    [Range(1, 100)]
    public int StatusBurst { get; set; } = 10;

    /// <summary>After these, one more each time. 100 ms to 1 min, default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan StatusEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Queries, and calls of hub methods, that a user may make at once over all devices; one of 500 users counts as eleven. 11 to 1,000, default 60.</summary>
    [Range(11, 1000)]
    public int CallBurst { get; set; } = 60;

    /// <summary>After these, one more each time. 10 ms to 1 min, default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan CallEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Users that one invocation works on at the same time. 1 to 256, default 32.</summary>
    [Range(1, 256)]
    public int Parallel { get; set; } = 32;

    /// <summary>What is not evaluated by then comes back later. 1 s to 4 min, default 20 s: batch locks last 5 minutes and are not renewed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:04:00")]
    public TimeSpan BatchBudget { get; set; } = TimeSpan.FromSeconds(20);
}
