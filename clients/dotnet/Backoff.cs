namespace Messaging.Client;

/// <summary>How long to wait before another try.</summary>
static class Backoff
{
    static readonly TimeSpan First = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromSeconds(20), Day = TimeSpan.FromDays(1);

    /// <summary>Anywhere in a span that doubles every time, so that clients of a service that dropped them all don't come back in step; most are back within
    /// the 15 s for which they still count as online. Never before the time that the server asked for, up to a day.</summary>
    /// <param name="random">Draws the lot.</param>
    /// <param name="failures">So far, from 0.</param>
    /// <param name="fault">What ended the last try.</param>
    public static TimeSpan Next(Random random, int failures, Exception? fault) =>
        Asked(fault) + random.NextDouble() * (failures < 4 ? First * (1 << failures) : Longest);

    static TimeSpan Asked(Exception? fault) =>
        fault is RefusedException { RetryAfter: { } asked } && asked > TimeSpan.Zero ? (asked < Day ? asked : Day) : TimeSpan.Zero;

    /// <summary>Whether another try may help.</summary>
    public static bool IsPassing(Exception fault) => fault is not RefusedException { IsPassing: false };
}
