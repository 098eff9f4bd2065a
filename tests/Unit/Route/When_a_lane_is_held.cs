using Messaging.Route;
using Messaging.Route.Lane;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.Route;

public class When_a_lane_is_held
{
    readonly FakeTimeProvider _time = new();
    readonly LaneHolds _holds;

    public When_a_lane_is_held() => _holds = new(Options.Create(new RouteOptions { HoldSeconds = 5 }), _time);

    [Fact]
    public void Only_its_first_message_is_counted()
    {
        Assert.True(_holds.IsNew("1"));
        Assert.False(_holds.IsNew("1"));
        Assert.True(_holds.IsNew("2"));
    }

    [Fact]
    public void It_is_released_after_a_few_seconds_and_then_held_anew()
    {
        _holds.IsNew("1");
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(_holds.IsOver("1"));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_holds.IsOver("1"));
        Assert.True(_holds.IsNew("1"));
    }

    [Fact]
    public void A_message_after_a_pause_is_counted_for_another_process_may_have_had_the_lane()
    {
        _holds.IsNew("1");
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(_holds.IsNew("1"));
        Assert.True(_holds.IsOver("1"));
    }
}
