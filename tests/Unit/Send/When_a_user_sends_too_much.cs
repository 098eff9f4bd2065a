using Messaging.Send;
using Messaging.Send.Messages;

namespace Messaging.Unit.Send;

public sealed class When_a_user_sends_too_much
{
    // A token a second: however slow the machine is, a burst of 40 does not grow to 80 meanwhile.
    static SendOptions Slow => new() { UserRate = 1, UserBurst = 40, TenantRate = 1, TenantBurst = 60 };

    readonly SendWorld _world = new(Slow);

    public When_a_user_sends_too_much() => _world.Exists("c", "ann", "bob");

    [Fact]
    public async Task The_next_request_is_429_and_says_when_to_come_back()
    {
        Assert.Equal(202, (await PostAsync("ann", 40)).Status);

        var request = SendWorld.Request("ann", Body(40));
        var answer = await SendWorld.AnswerAsync(new PostMessages(_world.Door, _world.Messages).RunAsync(request, "c", default));
        Assert.Equal((429, "too-many-requests"), (answer.Status, answer.Type));
        Assert.InRange(int.Parse(request.HttpContext.Response.Headers.RetryAfter!), 1, 40);
        Assert.Equal(40, _world.Queues.Texts.Count);
    }

    [Fact]
    public async Task Others_of_the_tenant_may_go_on_until_the_tenant_sends_too_much()
    {
        Assert.Equal(202, (await PostAsync("ann", 40)).Status);
        Assert.Equal(202, (await PostAsync("bob", 20)).Status);
        Assert.Equal(429, (await PostAsync("bob", 20)).Status);
    }

    [Fact]
    public async Task A_request_that_is_invalid_costs_nothing()
    {
        for (var i = 0; i < 3; i++) Assert.Equal(400, (await _world.PostAsync("ann", "c", Body(40).Replace("\"text\"", "\"tex\""))).Status);
        Assert.Equal(202, (await PostAsync("ann", 40)).Status);
    }

    Task<Answer> PostAsync(string user, int messages) => _world.PostAsync(user, "c", Body(messages));

    static string Body(int messages) =>
        $$"""{"messages":[{{string.Join(',', Enumerable.Range(0, messages).Select(i => $$"""{"clientMessageId":"{{i}}","text":"a"}"""))}}]}""";
}
