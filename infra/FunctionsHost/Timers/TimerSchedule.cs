using System.Globalization;
using NCrontab;

namespace Messaging.FunctionsHost.Timers;

/// <summary>When a timer fires: an NCRONTAB expression of five or six fields, or a fixed interval (<c>00:00:30</c>).</summary>
sealed class TimerSchedule
{
    readonly CrontabSchedule? cron;
    readonly TimeSpan interval;
    readonly TimeZoneInfo zone;

    /// <param name="text">From the trigger's <c>schedule</c>.</param>
    /// <param name="zone">Zone in which a cron expression is read; UTC unless WEBSITE_TIME_ZONE is set.</param>
    /// <exception cref="InvalidOperationException">The text is neither an interval nor a cron expression.</exception>
    public TimerSchedule(string text, TimeZoneInfo zone)
    {
        this.zone = zone;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out interval))
        {
            return;
        }

        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        cron = CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields == 6 })
            ?? throw new InvalidOperationException($"Schedule '{text}' is neither an interval nor an NCRONTAB expression.");
    }

    /// <summary>The first time after <paramref name="time"/>; a local time that a clock change skips fires with the next one.</summary>
    public DateTimeOffset Next(DateTimeOffset time)
    {
        if (cron is null)
        {
            return time + interval;
        }

        var local = cron.GetNextOccurrence(TimeZoneInfo.ConvertTime(time, zone).DateTime);
        while (zone.IsInvalidTime(local))
        {
            local = cron.GetNextOccurrence(local);
        }

        var next = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        return next > time ? next : Next(time + TimeSpan.FromHours(1));
    }

    /// <summary>Below a minute the official host keeps no status, so nothing counts as missed.</summary>
    public bool IsFrequent(DateTimeOffset now)
    {
        var next = Next(now);
        return Next(next) - next < TimeSpan.FromMinutes(1);
    }
}
