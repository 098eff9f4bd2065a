using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_messages_wait_in_the_outbox
{
    [Fact]
    public void One_is_in_flight_at_a_time_in_the_order_of_writing()
    {
        var world = new ClientWorld();
        var answers = new List<TaskCompletionSource<object?>>();
        world.Answers[ClientWorld.Post] = _ =>
        {
            answers.Add(new());
            return answers[^1].Task;
        };
        world.Start();
        foreach (var text in (string[])["one", "two", "three"]) _ = world.Conversation.SendAsync(text);
        world.Hand.Settle();

        for (var flying = 0; flying < 3; flying++)
        {
            Assert.Equal(Enumerable.Repeat(OutboxState.Sent, flying).Append(OutboxState.Sending), world.Client.Outbox.Items.Take(flying + 1).Select(item => item.State));
            Assert.Equal(flying + 1, answers.Count);
            answers[flying].SetResult(null);
            world.Hand.Until(() => world.Client.Outbox.Items[flying].State == OutboxState.Sent);
        }

        Assert.Equal(["one", "two", "three"], Texts(world));
    }

    [Fact]
    public void A_retry_has_the_same_id_and_nothing_overtakes_it()
    {
        var world = new ClientWorld();
        world.Answers[ClientWorld.Post] = count => count == 1 ? new HttpRequestException("The network is gone.") : null;
        world.Start();

        var accepted = Task.WhenAll(world.Conversation.SendAsync("one"), world.Conversation.SendAsync("two"));
        world.Hand.Move(2);

        Assert.Equal(["one", "one", "two"], Texts(world));
        var ids = world.Of(ClientWorld.Post).Select(asked => asked.Body<NewMessages>().Messages![0].ClientMessageId).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(ids[1..], world.Hand.End(accepted));
    }

    [Fact]
    public void The_server_says_how_long_to_wait_before_the_next_try()
    {
        var world = new ClientWorld();
        world.Answers[ClientWorld.Post] = count => count == 1 ? ClientWorld.Refused(429, retryAfter: TimeSpan.FromSeconds(30)) : null;
        world.Start();
        var accepted = world.Conversation.SendAsync("one");

        world.Hand.Move(30);
        Assert.Single(Texts(world));
        world.Hand.Move(2);

        Assert.Equal(["one", "one"], Texts(world));
        world.Hand.End(accepted);
    }

    [Fact]
    public void A_refusal_is_kept_with_its_reason_and_the_next_one_goes_on()
    {
        var world = new ClientWorld();
        world.Answers[ClientWorld.Post] = count => count == 1 ? ClientWorld.Refused(400, """{"type":"invalid-field","title":"It is too long.","status":400,"field":"messages[0].text"}""") : null;
        world.Start();

        var (bad, good) = (world.Conversation.SendAsync("bad"), world.Conversation.SendAsync("good"));
        world.Hand.End(good);

        var refused = Assert.Throws<RefusedException>(() => world.Hand.End(bad));
        Assert.Equal(("invalid-field", "messages[0].text", "It is too long. (messages[0].text)"), (refused.Type, refused.Field, refused.Message));
        Assert.Equal([(OutboxState.Failed, "It is too long. (messages[0].text)"), (OutboxState.Sent, null)], world.Conversation.Outbox.Select(item => (item.State, item.Reason)));
    }

    [Fact]
    public void Another_try_of_a_refused_one_is_a_new_message_and_a_discarded_one_is_gone()
    {
        var world = new ClientWorld();
        world.Answers[ClientWorld.Post] = count => count == 1 ? ClientWorld.Refused(403) : null;
        world.Start();
        Assert.Throws<RefusedException>(() => world.Hand.End(world.Conversation.SendAsync("again")));
        var failed = world.Client.Outbox.Items[0].ClientMessageId;

        var accepted = world.Hand.End(world.Client.Outbox.RetryAsync(failed));

        Assert.NotEqual(failed, accepted);
        Assert.Equal([accepted], world.Client.Outbox.Items.Select(item => item.ClientMessageId));
        world.Hand.End(world.Client.Outbox.DiscardAsync(accepted));
        Assert.Empty(world.Client.Outbox.Items);
        Assert.Throws<InvalidOperationException>(() => world.Hand.End(world.Client.Outbox.RetryAsync(failed)));
    }

    [Fact]
    public void One_leaves_when_it_is_in_the_log_even_before_its_request_is_answered()
    {
        var world = new ClientWorld();
        var answer = new TaskCompletionSource<object?>();
        world.Answers[ClientWorld.Post] = _ => answer.Task;
        world.Start();
        var accepted = world.Conversation.SendAsync(new NewMessage { Text = "one", ClientMessageId = "mine" });
        world.Hand.Settle();

        world.Tell(Some.Live(Some.Message(2, "bob", "mine")));
        Assert.Single(world.Client.Outbox.Items);
        world.Tell(Some.Live(Some.Message(3, "alice", "mine")));
        Assert.Equal("mine", world.Hand.End(accepted));
        answer.SetResult(null);
        world.Hand.Settle();

        Assert.Empty(world.Client.Outbox.Items);
    }

    [Fact]
    public void One_that_was_accepted_and_then_refused_says_why()
    {
        var world = new ClientWorld().Start();
        world.Hand.End(world.Conversation.SendAsync(new NewMessage { Text = "one", ClientMessageId = "mine" }));

        world.Tell(new RejectedEvent("c", "mine", "not-a-member"));

        Assert.Equal((OutboxState.Failed, "not-a-member"), (world.Client.Outbox.Items[0].State, world.Client.Outbox.Items[0].Reason));
    }

    static IEnumerable<string> Texts(ClientWorld world) => world.Of(ClientWorld.Post).Select(asked => asked.Body<NewMessages>().Messages![0].Text!);
}
