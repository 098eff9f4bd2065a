using FsCheck;
using FsCheck.Xunit;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.Plumbing;

public sealed class When_ids_are_made
{
    [Property]
    public void The_same_parts_make_the_same_id_and_other_parts_another(NonNull<string> a, NonNull<string> b)
    {
        Assert.Equal(Ids.Of(a.Get, b.Get), Ids.Of(a.Get, b.Get));
        Assert.NotEqual(Ids.Of(a.Get, b.Get), Ids.Of(a.Get + "x", b.Get));
        Assert.NotEqual(Ids.Of(a.Get + b.Get), Ids.Of(a.Get, b.Get));
    }

    [Fact]
    public void New_ones_are_20_characters_and_never_twice()
    {
        var made = Enumerable.Range(0, 1000).Select(_ => new Ids().New()).ToList();

        Assert.All(made, id => Assert.Matches("^[0-9a-hjkmnp-tv-z]{20}$", id));
        Assert.Equal(1000, made.Distinct().Count());
    }

    /// <summary>A lane is the session under which commands wait in the queue: a deployment that computed another would break their order.</summary>
    [Fact]
    public void A_conversations_lane_is_the_same_for_ever() =>
        Assert.Equal(["9", "11", "13"], new[] { "c1", "c2", "c3" }.Select(conversation => Lanes.Of("acme", conversation)));

    [Fact]
    public void Conversations_spread_over_all_lanes() =>
        Assert.Equal(Lanes.Default, Enumerable.Range(0, 500).Select(i => Lanes.Of("acme", $"c{i}")).Distinct().Count());
}
