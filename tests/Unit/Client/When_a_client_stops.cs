using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_a_client_stops
{
    const double Hour = 3_600;

    /// <summary>Each at the moment when its answer is on the way.</summary>
    [Theory]
    [InlineData("POST negotiate")]
    [InlineData("GET settings")]
    [InlineData("POST sync")]
    [InlineData(ClientWorld.Post)]
    [InlineData(ClientWorld.Newest)]
    [InlineData(ClientWorld.Cursor)]
    public void Nothing_is_asked_or_told_any_more_and_no_timer_is_left(string call)
    {
        var world = new ClientWorld();
        world.Answers["POST sync"] = _ => Some.Answer(Some.Summary(2) with { ReadSeq = 0 }) with { Missed = [new() { ConversationId = "c", Epoch = "e", Entries = [Some.Message(2)] }] };
        world.Answers[ClientWorld.Newest] = _ => Some.Page([Some.Message(1)]);
        world.Answers[ClientWorld.Post] = _ => ClientWorld.Refused(503, retryAfter: TimeSpan.FromSeconds(30));
        var answerOf = world.Answers.GetValueOrDefault(call, _ => null);
        var answer = new TaskCompletionSource<object?>();
        world.Answers[call] = _ => answer.Task;
        _ = world.Client.StartAsync();
        _ = world.Conversation.OpenAsync();
        _ = world.Conversation.SendAsync("Hello");
        world.Conversation.Read(1);
        world.Hand.Move(0.3);
        if (world.Links.Count > 0) world.Tell(new TypingEvent("c", "bob"), Some.Live(Some.Message(5)));
        Assert.NotEmpty(world.Of(call));

        world.Hand.End(world.Client.StopAsync());
        Assert.Equal((0, ClientState.Stopped), (world.Hand.Time.Waiting, world.Client.State));
        var asked = world.All.Count;
        world.Client.Changed += (_, _) => Assert.Fail("It is told.");
        world.Client.Faulted += (_, fault) => Assert.Fail($"{fault}");
        answer.SetResult(answerOf(1));
        if (world.Links.Count > 0) world.Tell(Some.Live(Some.Message(3)));
        world.Hand.Move(Hour);

        Assert.Equal((0, asked), (world.Hand.Time.Waiting, world.All.Count));
        Assert.All(world.Links, link => Assert.True(link.IsDisposed));
    }

    [Fact]
    public void What_waits_for_it_ends_and_what_was_not_sent_is_there_for_the_next_start()
    {
        var world = new ClientWorld();
        world.Answers[ClientWorld.Post] = _ => ClientWorld.Refused(503);
        world.Start();
        var sending = world.Conversation.SendAsync("Hello");
        world.Hand.Move(0);
        world.Hand.End(world.Client.StopAsync());
        Assert.Throws<TaskCanceledException>(() => world.Hand.End(sending));
        Assert.Empty(world.Client.Outbox.Items);

        world.Answers.Remove(ClientWorld.Post);
        world.Start();
        world.Hand.Move(0);

        var item = Assert.Single(world.Client.Outbox.Items);
        Assert.Equal(("Hello", OutboxState.Sent), (item.Message.Text, item.State));
        Assert.Single(world.Of(ClientWorld.Post).Select(asked => asked.Body<NewMessages>().Messages![0].ClientMessageId).Distinct());
    }

    [Fact]
    public void A_start_that_is_waited_for_is_cancelled_and_the_next_one_succeeds()
    {
        var world = new ClientWorld();
        world.Answers["POST negotiate"] = count => count == 1 ? new TaskCompletionSource<object?>().Task : new Negotiated("https://signalr", "t");
        var starting = world.Client.StartAsync();
        world.Hand.Settle();

        world.Hand.End(world.Client.StopAsync());
        Assert.Throws<TaskCanceledException>(() => world.Hand.End(starting));
        world.Start();

        Assert.Equal(ClientState.Online, world.Client.State);
    }

    [Fact]
    public void Nothing_can_be_sent_or_opened_before_it_is_started_again()
    {
        var world = new ClientWorld().Start();
        world.Hand.End(world.Client.StopAsync());

        Assert.Throws<InvalidOperationException>(() => world.Hand.End(world.Conversation.SendAsync("Hello")));
        Assert.Throws<InvalidOperationException>(() => world.Hand.End(world.Conversation.OpenAsync()));
    }
}
