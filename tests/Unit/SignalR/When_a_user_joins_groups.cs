using Messaging.SignalR.Clients;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.SignalR;

public sealed class When_a_user_joins_groups
{
    readonly FakeTimeProvider time = new();
    readonly UserGroups groups;

    public When_a_user_joins_groups() => groups = new UserGroups("hub", file: null, time);

    [Fact]
    public void It_is_in_until_the_ttl_is_over()
    {
        groups.Join("alice", "readers", TimeSpan.FromSeconds(10));

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(groups.Contains("alice", "readers"));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(groups.Contains("alice", "readers"));
        Assert.Empty(groups.Of("alice"));
    }

    [Fact]
    public void Without_a_ttl_it_is_in_for_a_year()
    {
        groups.Join("alice", "readers", ttl: null);

        time.Advance(TimeSpan.FromDays(364));
        Assert.True(groups.Contains("alice", "readers"));

        time.Advance(TimeSpan.FromDays(1));
        Assert.False(groups.Contains("alice", "readers"));
    }

    [Fact]
    public void A_renewal_reaches_everyone_who_holds_the_membership()
    {
        var held = groups.Join("alice", "readers", TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(9));

        groups.Join("alice", "readers", TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(9));

        Assert.True(held.IsCurrent(time.GetUtcNow()));
    }

    [Fact]
    public void Leaving_ends_the_membership_wherever_it_is_held()
    {
        var held = groups.Join("alice", "readers", TimeSpan.FromSeconds(10));

        groups.Leave("alice", "readers");

        Assert.False(held.IsCurrent(time.GetUtcNow()));
        Assert.False(groups.Contains("alice", "readers"));
    }

    [Fact]
    public void Only_the_latest_hundred_without_a_ttl_are_kept()
    {
        groups.Join("alice", "with-ttl", TimeSpan.FromHours(1));
        for (var i = 0; i < 101; i++)
        {
            groups.Join("alice", $"group-{i}", ttl: null);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(groups.Contains("alice", "group-0"));
        Assert.True(groups.Contains("alice", "group-1"));
        Assert.True(groups.Contains("alice", "group-100"));
        Assert.True(groups.Contains("alice", "with-ttl"));
    }

    [Fact]
    public void A_sweep_names_what_has_expired_and_keeps_the_rest()
    {
        groups.Join("alice", "short", TimeSpan.FromSeconds(10));
        groups.Join("alice", "long", TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal([("alice", "short")], groups.Sweep());
        Assert.Equal(["long"], groups.Of("alice").Select(one => one.Group));
    }
}
