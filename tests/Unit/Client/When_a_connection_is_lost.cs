using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_a_connection_is_lost
{
    [Fact]
    public void Every_connection_has_a_negotiation_of_its_own_and_waits_for_as_long_as_the_server_asks()
    {
        var world = new ClientWorld();
        world.Answers["POST negotiate"] = count => count == 2 ? ClientWorld.Refused(429, retryAfter: TimeSpan.FromSeconds(30)) : new Negotiated("https://signalr", $"t{count}");
        world.Start();

        world.Reconnect();
        Assert.Equal((ClientState.Offline, 2), (world.Client.State, world.Of("POST negotiate").Count));
        Assert.IsType<RefusedException>(world.Client.Fault);
        world.Hand.Move(29);
        Assert.Equal(2, world.Of("POST negotiate").Count);
        world.Hand.Move(10);

        Assert.Equal(ClientState.Online, world.Client.State);
        Assert.Null(world.Client.Fault);
        Assert.Equal(["t1", "t3"], world.Links.Select(link => link.Token));
        Assert.True(world.Links[0].IsDisposed);
    }

    [Fact]
    public void What_comes_live_during_the_catch_up_is_held_then_taken_in_order()
    {
        var world = new ClientWorld();
        var answer = new TaskCompletionSource<object?>();
        world.Answers["POST sync"] = count => count == 1 ? Some.Answer(Some.Summary()) : answer.Task;
        world.Answers[ClientWorld.Newest] = _ => Some.Page([Some.Message(1)]);
        world.Start();
        var told = new List<long>();
        world.Conversation.Appended += (_, entries) => told.AddRange(entries.Select(entry => entry.Seq));
        world.Hand.End(world.Conversation.OpenAsync());

        world.Reconnect();
        world.Tell(Some.Live(Some.Message(3)), Some.Live(Some.Message(2)));
        Assert.Equal([1], told);
        Assert.Equal(1, world.Conversation.Summary!.Seq);

        answer.SetResult(Some.Answer());
        world.Hand.Until(() => world.Client.State == ClientState.Online);
        Assert.Equal([1, 2, 3], told);
        Assert.Equal((3, 2), (world.Conversation.Summary!.Seq, world.Client.Unread));
    }

    [Fact]
    public void What_was_missed_is_asked_for_by_the_place_of_every_open_log_and_watches_and_views_are_repeated()
    {
        var world = new ClientWorld();
        world.Answers[ClientWorld.Newest] = _ => Some.Page([Some.Message(1)]);
        world.Start();
        world.Hand.End(world.Client.Presence.WatchAsync("bob", "carol"));
        world.Hand.End(world.Client.Presence.UnwatchAsync("carol"));
        world.Hand.End(world.Conversation.OpenAsync());

        world.Reconnect();

        Assert.Equal(["view c", "watch bob"], world.Links[1].Sent);
        var asked = world.Of("POST sync")[^1].Body<SyncRequest>();
        Assert.Equal("s", asked.Token);
        Assert.Equal([new KnownLog("c", "e", 1)], asked.Known!);
    }

    [Fact]
    public void A_message_whose_refusal_went_by_is_asked_about()
    {
        var world = new ClientWorld().Start();
        var id = world.Hand.End(world.Conversation.SendAsync("Hello"));
        world.Answers[$"GET conversations/c/commands/{id}"] = _ =>
            new CommandFate { ConversationId = "c", ClientMessageId = id, State = CommandStates.Refused, Reason = "not-a-member" };

        world.Reconnect();

        var item = Assert.Single(world.Client.Outbox.Items);
        Assert.Equal((OutboxState.Failed, "not-a-member"), (item.State, item.Reason));
    }

    [Fact]
    public void Catching_up_is_repeated_after_ten_seconds_and_then_every_few_minutes()
    {
        var world = new ClientWorld().Start();

        world.Hand.Move(10);
        Assert.Equal(2, world.Of("POST sync").Count);
        world.Hand.Move(300);
        Assert.Equal(3, world.Of("POST sync").Count);
        world.Links[0].Drop();
        world.Hand.Settle();
        Assert.Equal((ClientState.Offline, 3), (world.Client.State, world.Of("POST sync").Count));
    }

    [Theory]
    [InlineData(1L, 2)]
    [InlineData(null, 1)]
    public void That_another_device_has_read_what_this_one_has_is_news_only_where_it_is_marked_as_unread(long? mark, int catchUps)
    {
        var world = new ClientWorld();
        world.Answers["POST sync"] = count => Some.Answer(Some.Summary() with { UnreadFrom = count == 1 ? mark : null });
        world.Start();

        world.Tell(new InboxEvent("c", ReadSeq: 1));
        world.Hand.Move(3);

        Assert.Equal(catchUps, world.Of("POST sync").Count);
        Assert.Null(world.Conversation.Summary!.UnreadFrom);
    }

    [Fact]
    public void Others_hear_once_a_second_what_this_device_has_and_nothing_about_own_messages()
    {
        var world = new ClientWorld();
        world.Answers["POST sync"] = _ => Some.Answer(Some.Summary());
        world.Start();

        world.Tell(Some.Live(Some.Message(2)), Some.Live(Some.Message(3)));
        world.Hand.Move(0.9);
        world.Tell(Some.Live(Some.Message(4, "alice")));
        world.Hand.Move(3);

        Assert.Equal([new NewCursor { Delivered = 3 }], world.Of(ClientWorld.Cursor).Select(asked => asked.Body<NewCursor>()));
    }
}
