using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.Send;

public sealed class When_messages_expire
{
    readonly SendWorld _world = new();

    public When_messages_expire() => _world.Exists("c", "ann", "bob");

    [Fact]
    public async Task Their_end_is_on_its_way_to_Route_before_they_are()
    {
        var asked = new List<int>();
        _world.Queues.Accepting = number => { asked.Add(_world.Queues.Scheduled.Count); return Task.CompletedTask; };
        var answer = await _world.PostAsync("ann", "c", """{"messages":[{"clientMessageId":"1","text":"a","expiresAt":"2026-03-01T13:00:00Z"},{"clientMessageId":"2","text":"b","expiresAt":"2026-03-01T13:00:00Z"},{"clientMessageId":"3","text":"c"}]}""");

        Assert.Equal(202, answer.Status);
        Assert.Equal([0, 1], asked);
        var (queue, message) = Assert.Single(_world.Queues.Scheduled.Values);
        Assert.Equal((Queues.Route, Lanes.Of("acme", "c")), (queue, message.SessionId));
        Assert.InRange(message.ScheduledEnqueueTime, new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 1, 13, 0, 10, TimeSpan.Zero));
        var commands = JsonSerializer.Deserialize(message.Body, ContractsJson.Wire.AppendCommands)!.Commands;
        Assert.Equal([(CommandKinds.ExpireMessage, "ann", "1"), (CommandKinds.ExpireMessage, "ann", "2")], commands.Select(it => (it.Kind, it.Sender, it.TargetId!)));
        Assert.Equal(2, commands.Select(it => it.ClientMessageId).Distinct().Count());
    }

    [Fact]
    public async Task Nothing_is_accepted_whose_end_is_not()
    {
        _world.Queues.Accepting = _ => throw new TimeoutException();
        Assert.Equal(503, (await _world.PostAsync("ann", "c", """{"clientMessageId":"1","text":"a","expiresAt":"2026-03-01T13:00:00Z"}""")).Status);
        Assert.Empty(_world.Queues.Accepted);
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00Z")]
    [InlineData("2028-03-01T12:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    public async Task The_time_is_ahead_by_a_year_at_most(string expiresAt)
    {
        var answer = await _world.PostAsync("ann", "c", $$"""{"clientMessageId":"1","text":"a","expiresAt":"{{expiresAt}}"}""");
        Assert.Equal((400, "expiresAt"), (answer.Status, answer.Field));
    }
}
