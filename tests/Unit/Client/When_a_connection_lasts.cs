using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_a_connection_lasts
{
    readonly ClientWorld world = new();

    [Fact]
    public void The_server_hears_that_the_device_is_there_well_within_its_time()
    {
        world.Start();

        world.Hand.Move(1_800);

        Assert.Equal(["heartbeat"], world.Links[0].Sent);
        world.Hand.Move(3_600);
        Assert.Equal(4, world.Links[0].Sent.Count);
    }

    [Fact]
    public void A_watch_is_repeated_long_before_it_ends()
    {
        world.Start();
        world.Hand.End(world.Client.Presence.WatchAsync("bob"));

        world.Hand.Move(80_000);

        Assert.Equal(2, world.Links[0].Sent.Count(sent => sent == "watch bob"));
    }

    [Fact]
    public void Presence_that_comes_late_changes_nothing()
    {
        world.Start();
        var told = new List<bool>();
        world.Client.PresenceChanged += (_, presence) => told.Add(presence.Online);

        world.Tell(new PresenceEvent("bob", true, At: Some.Time.AddSeconds(2)), new PresenceEvent("bob", false, At: Some.Time));

        Assert.Equal([true], told);
        Assert.True(world.Client.Presence.Of("bob")!.Online);
    }

    [Fact]
    public void Who_is_removed_is_told_and_asks_whether_it_is_for_good()
    {
        world.Answers["POST sync"] = _ => Some.Answer(Some.Summary());
        world.Answers[ClientWorld.Newest] = _ => Some.Page([Some.Message(1)]);
        world.Start();
        world.Hand.End(world.Conversation.OpenAsync());
        var told = new List<string>();
        world.Client.Removed += (_, id) => told.Add(id);
        world.Answers["POST sync"] = _ => Some.Answer();

        world.Tell(new InboxEvent("c", Removed: true));
        Assert.Equal((false, 0), (world.Conversation.IsOpen, world.Client.Conversations.Count));
        world.Hand.Move(3);

        Assert.Equal(["c"], told);
        Assert.Equal(2, world.Of("POST sync").Count);
    }

    [Fact]
    public void An_invitation_is_told()
    {
        world.Start();
        var told = new List<string>();
        world.Client.Invited += (_, id) => told.Add(id);

        world.Tell(new InboxEvent("d", Invited: true), new InboxEvent("e", Invited: false));

        Assert.Equal(["d"], told);
    }
}
