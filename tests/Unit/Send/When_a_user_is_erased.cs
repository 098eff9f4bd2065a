using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.Send;

public sealed class When_a_user_is_erased : IAsyncLifetime
{
    SendTables _tables = null!;
    SendWorld _world = null!;

    public async Task InitializeAsync()
    {
        _tables = await SendTables.StartAsync();
        _world = new SendWorld(tables: _tables.Client);
        _world.Exists("c", "ann", "bob");
        _world.Left("ann", "c", "d");
    }

    public async Task DisposeAsync() => await _tables.DisposeAsync();

    [Fact]
    public async Task Who_keeps_rows_of_users_is_told_at_once_and_an_hour_later()
    {
        var now = _world.Time.GetUtcNow();
        Assert.Equal(202, (await _world.EraseAsync(SendWorld.Operator, "ann")).Status);

        var facts = _world.Queues.Sent.Where(it => it.Message.Subject == FactTypes.UserErased).ToList();
        Assert.Equal([(Queues.Presence, default), (Queues.Presence, now.AddHours(1)), (Queues.Sync, default), (Queues.Sync, now.AddHours(1))],
            facts.Select(it => (it.Queue, it.Message.ScheduledEnqueueTime)).Order());
        Assert.All(facts, it => Assert.Equal(new("acme", "ann", now), it.Message.Body.ToObjectFromJson(Envelope.TypeInfo<UserErased>())));
        Assert.Equal(4, facts.Select(it => it.Message.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task It_is_accepted_only_once_all_of_them_are_told()
    {
        _world.Queues.Accepting = number => number == 3 ? throw new TimeoutException() : Task.CompletedTask;
        Assert.Equal(503, (await _world.EraseAsync(SendWorld.Operator, "ann")).Status);
        Assert.Equal(202, (await _world.EraseAsync(SendWorld.Operator, "ann")).Status);
    }

    [Fact]
    public async Task Conversations_are_told_and_what_was_to_be_sent_later_never_leaves()
    {
        foreach (var id in new[] { "1", "2", "3" })
            await _world.PostAsync("ann", "c", $$"""{"clientMessageId":"{{id}}","text":"later","sendAt":"2026-03-01T13:00:00Z"}""");
        await _world.EraseAsync(SendWorld.Operator, "ann");
        foreach (var id in new[] { "1", "2", "3" }) await _world.Schedule.SendAsync(new("acme", "ann", "c", id), default);
        Assert.Equal(["c", "d"], CommandsToRoute().Select(command => command.ConversationId).Order());
        Assert.All(CommandsToRoute(), command => Assert.Equal((CommandKinds.EraseUser, "ann"), (command.Kind, command.Members!.Single())));
    }

    [Fact]
    public async Task Nobody_but_an_operator_may_ask_for_it()
    {
        Assert.Equal(403, (await _world.EraseAsync("bob", "ann")).Status);
        Assert.Empty(_world.Queues.Sent);
    }

    IEnumerable<Command> CommandsToRoute() => _world.Queues.Sent.Where(it => it.Queue == Queues.Route)
        .SelectMany(it => it.Message.Body.ToObjectFromJson(Envelope.TypeInfo<AppendCommands>())!.Commands);
}
