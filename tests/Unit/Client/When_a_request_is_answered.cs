using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_a_request_is_answered
{
    readonly ClientWorld world = new();

    [Fact]
    public void A_token_that_has_expired_is_renewed_once()
    {
        world.Answers["GET blocks"] = count => count == 1 ? ClientWorld.Refused(401) : new BlockList(["mallory"]);

        Assert.Equal(["mallory"], world.Hand.End(world.Client.CallAsync<BlockList>(HttpMethod.Get, "blocks")).Users);
        Assert.Equal(["Bearer old", "Bearer new"], world.All.Select(asked => asked.Authorization));

        world.Answers["GET blocks"] = _ => ClientWorld.Refused(401);
        var refused = Assert.Throws<RefusedException>(() => world.Hand.End(world.Client.CallAsync<BlockList>(HttpMethod.Get, "blocks")));
        Assert.Equal((401, 4), ((int)refused.Status!, world.All.Count));
    }

    [Theory]
    [InlineData("""{"type":"limit","title":"Too many.","status":429,"field":"users"}""", "limit", "Too many. (users)")]
    [InlineData("""{"error":"throttled"}""", "about:blank", "The server answered 429.")]
    [InlineData("Too many requests", "about:blank", "The server answered 429.")]
    [InlineData("[]", "about:blank", "The server answered 429.")]
    public void A_refusal_says_what_the_answer_says_whoever_gave_it(string body, string type, string message)
    {
        world.Answers["GET blocks"] = _ => ClientWorld.Refused(429, body, TimeSpan.FromSeconds(7));

        var refused = Assert.Throws<RefusedException>(() => world.Hand.End(world.Client.CallAsync<BlockList>(HttpMethod.Get, "blocks")));

        Assert.Equal((type, message, TimeSpan.FromSeconds(7), true), (refused.Type, refused.Message, refused.RetryAfter, refused.IsPassing));
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(403, false)]
    [InlineData(409, false)]
    [InlineData(401, true)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public void It_is_passing_where_the_same_request_can_succeed_later(int status, bool isPassing)
    {
        world.Answers["GET blocks"] = _ => ClientWorld.Refused(status);

        Assert.Equal(isPassing, Assert.Throws<RefusedException>(() => world.Hand.End(world.Client.CallAsync<BlockList>(HttpMethod.Get, "blocks"))).IsPassing);
    }

    /// <summary>What has passed is no time to wait; a day is enough for one that has gone wrong.</summary>
    [Theory]
    [InlineData(-60, 1)]
    [InlineData(60, 61)]
    [InlineData(1e9, 86_401)]
    public void What_the_server_asks_to_wait_is_waited_and_some_more(double asked, double waited)
    {
        var refused = new RefusedException("busy", "Busy.", retryAfter: TimeSpan.FromSeconds(asked));

        Assert.Equal(TimeSpan.FromSeconds(waited), Backoff.Next(world.Hand.Random, 0, refused));
    }

    [Fact]
    public void A_range_is_written_into_the_address()
    {
        const string call = "GET conversations/a%2Fb/messages?before=9&kind=message&contains=50%25%20%26&from=2026-01-01T00%3A00%3A00.0000000Z";
        world.Answers[call] = _ => Some.Page([Some.Message(1)]);

        var page = world.Hand.End(world.Client.Conversation("a/b").SearchAsync(new() { Contains = "50% &", Before = 9, From = Some.Time }));

        Assert.Single(page.Entries);
    }

    [Fact]
    public void A_conversation_is_there_when_it_is_listed()
    {
        world.Answers["POST conversations"] = _ => new Accepted("c", ["id1"]);
        world.Answers["POST sync"] = count => count < 3 ? Some.Answer() : Some.Answer(Some.Summary());

        var creating = world.Client.CreateAsync(new() { Members = ["bob"] });
        world.Hand.Move(10);

        Assert.Same(world.Conversation, world.Hand.End(creating));
        Assert.Equal("id1", world.Of("POST conversations")[0].Body<NewConversation>().ClientMessageId);
    }

    [Fact]
    public void A_conversation_that_is_refused_afterwards_says_why()
    {
        world.Answers["POST conversations"] = _ => new Accepted("c", ["id1"]);
        world.Start();
        var creating = world.Client.CreateAsync(new() { Members = ["bob"] });
        world.Hand.Settle();

        world.Tell(new RejectedEvent("c", "id1", "blocked"));
        world.Hand.Move(10);

        var refused = Assert.Throws<RefusedException>(() => world.Hand.End(creating));
        Assert.Equal(("blocked", null), (refused.Type, refused.Status));
    }

    [Fact]
    public void A_listener_that_fails_keeps_nothing_from_the_others()
    {
        var told = new List<ClientState>();
        var fault = new InvalidOperationException("Mine.");
        world.Client.StateChanged += (_, _) => throw fault;
        world.Client.StateChanged += (_, state) => told.Add(state);
        var faults = new List<Exception>();
        world.Client.Faulted += (_, one) => faults.Add(one);

        world.Start();

        Assert.Equal([ClientState.Connecting, ClientState.Online], told);
        Assert.Equal([fault, fault], faults);
    }
}
