using FsCheck.Xunit;
using Messaging.FunctionsHost.Timers;

namespace Messaging.Unit.FunctionsHost;

public sealed class When_a_schedule_is_read
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 */5 * * * *", "2030-01-01T11:32:10Z", "2030-01-01T11:35:00Z")]
    [InlineData("*/5 * * * *", "2030-01-01T11:35:00Z", "2030-01-01T11:40:00Z")]
    [InlineData("0 30 9 * * 1-5", "2030-01-04T10:00:00Z", "2030-01-07T09:30:00Z")]
    [InlineData("00:00:30", "2030-01-01T11:32:10Z", "2030-01-01T11:32:40Z")]
    public void It_tells_the_next_time(string schedule, string after, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected), new TimerSchedule(schedule, TimeZoneInfo.Utc).Next(DateTimeOffset.Parse(after)));

    [Theory]
    [InlineData("2030-01-15T12:00:00Z", "2030-01-16T08:00:00Z")]
    [InlineData("2030-07-15T12:00:00Z", "2030-07-16T07:00:00Z")]
    public void A_zone_moves_it_with_its_summer_time(string after, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected), new TimerSchedule("0 0 9 * * *", Berlin).Next(DateTimeOffset.Parse(after)));

    [Fact]
    public void A_local_time_that_the_clock_skips_is_passed_over() =>
        Assert.Equal(
            DateTimeOffset.Parse("2030-04-01T00:30:00Z"),
            new TimerSchedule("0 30 2 * * *", Berlin).Next(DateTimeOffset.Parse("2030-03-31T00:00:00Z")));

    [Property(MaxTest = 2000)]
    public bool The_next_time_is_always_later(uint minutes, byte minute)
    {
        var after = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes % 1_000_000);

        return new TimerSchedule($"0 {minute % 60} * * * *", Berlin).Next(after) > after;
    }

    [Theory]
    [InlineData("")]
    [InlineData("every day")]
    [InlineData("0 0 0 0 0 0 0")]
    public void Anything_else_is_refused(string schedule) =>
        Assert.Throws<InvalidOperationException>(() => new TimerSchedule(schedule, TimeZoneInfo.Utc));

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    public void Below_a_minute_it_is_frequent(string schedule, bool expected) =>
        Assert.Equal(expected, new TimerSchedule(schedule, TimeZoneInfo.Utc).IsFrequent(DateTimeOffset.UnixEpoch));
}
