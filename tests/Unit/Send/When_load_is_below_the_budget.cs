using Messaging.Contracts;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.Send;

public sealed class When_load_is_below_the_budget
{
    readonly CombinerWorld _world = new();

    [Fact]
    public async Task Each_command_leaves_at_once_in_its_own_queue_message()
    {
        await _world.SendAsync("one");
        await _world.SendAsync("two");

        Assert.Equal(["one", "two"], _world.Queues.Texts);
        Assert.Equal(2, _world.Queues.Accepted.Count);
    }

    [Fact]
    public async Task The_queue_message_carries_its_lane_as_session_and_its_type()
    {
        await _world.SendAsync("one");

        var message = Assert.Single(_world.Queues.Accepted);
        Assert.Equal(Lanes.Of("acme", "c"), message.SessionId);
        Assert.Equal(FactTypes.AppendCommands, message.ApplicationProperties[Envelope.Type]);
    }

    [Fact]
    public async Task Commands_of_different_lanes_go_to_different_sessions()
    {
        string[] conversations = [.. Enumerable.Range(0, 40).Select(i => $"c{i}")];
        await _world.Combiner.SendAsync(conversations.Select(conversation => Some.Command("hello", conversation)), default);

        foreach (var message in _world.Queues.Accepted.Zip(_world.Queues.Commands))
            Assert.All(message.Second, command => Assert.Equal(message.First.SessionId, Lanes.Of("acme", command.ConversationId)));
        Assert.Equal(conversations.Order(), _world.Queues.Commands.SelectMany(all => all).Select(command => command.ConversationId).Order());
    }

    [Fact]
    public async Task What_arrives_while_a_send_is_in_flight_leaves_together_after_it()
    {
        var flight = new TaskCompletionSource();
        _world.Queues.Accepting = number => number == 1 ? flight.Task : Task.CompletedTask;

        var first = _world.SendAsync("one");
        Task[] others = [_world.SendAsync("two"), _world.SendAsync("three")];
        Assert.DoesNotContain(others, other => other.IsCompleted);
        flight.SetResult();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(["one", "two", "three"], _world.Queues.Texts);
    }
}
