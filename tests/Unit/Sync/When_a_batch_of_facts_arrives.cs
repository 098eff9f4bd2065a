using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Messaging.Sync;
using Microsoft.Azure.Functions.Worker;
using Moq;

namespace Messaging.Unit.Sync;

public sealed class When_a_batch_of_facts_arrives : IAsyncLifetime
{
    readonly SyncWorld _world = new();
    readonly Mock<ServiceBusMessageActions> _actions = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Each_inbox_is_written_once()
    {
        string[] users = [.. Enumerable.Range(0, 50).Select(user => $"u{user}")];
        var before = _world.Counters.Transactions;

        await RunAsync([.. Enumerable.Range(0, 20).Select(_ => Message($"m{_}", Touch("c", users)))]);

        Assert.Equal(50, _world.Counters.Transactions - before);
    }

    [Fact]
    public async Task Hints_and_cursors_of_one_user_go_in_one_transaction()
    {
        var before = _world.Counters.Transactions;

        await RunAsync(Message("m", new InboxTouched
        {
            Tenant = SyncWorld.Tenant,
            Touches = [new("c1", ["ada"]), new("c2", ["ada"]), new("c3", ["ada"])],
            Cursors = [new("c1", "ada", 7, 6)],
        }));

        const int cursorRead = 1, transaction = 1;
        Assert.Equal(cursorRead + transaction, _world.Counters.Transactions - before);
        Assert.Equal(new Cursor(7, 6), (await _world.Inbox.StandingAsync(SyncWorld.Tenant, "ada", "c1", default)).Cursor);
        Assert.Equal(3, (await HintsAsync("ada")).Count);
    }

    [Fact]
    public async Task More_rows_than_a_transaction_holds_are_all_written()
    {
        await RunAsync([.. Enumerable.Range(0, 250).Select(c => Message($"m{c}", Touch($"c{c}", "ada")))]);
        Assert.Equal(250, (await HintsAsync("ada")).Count);
    }

    [Theory]
    [InlineData(FactTypes.InboxTouched, "no json"), InlineData(FactTypes.InboxTouched, "null"), InlineData(FactTypes.InboxTouched, """{"touches":[]}""")]
    [InlineData(FactTypes.InboxTouched, """{"tenant":"acme","touches":[null]}"""), InlineData(FactTypes.InboxTouched, """{"tenant":"acme","touches":null}""")]
    [InlineData(FactTypes.InboxTouched, """{"tenant":"acme","touches":[{"conversationId":"c","users":[""]}]}""")]
    [InlineData(FactTypes.InboxTouched, """{"tenant":"acme","cursors":[{"conversationId":"c","user":"ada","seq":-1,"ordinal":0}]}""")]
    [InlineData(FactTypes.UserErased, """{"tenant":"acme","at":"2026-03-01T12:00:00Z"}"""), InlineData(FactTypes.UserErased, """{"tenant":"acme","user":"","at":"2026-03-01T12:00:00Z"}""")]
    [InlineData("something-else", """{"tenant":"acme"}"""), InlineData(null, """{"tenant":"acme"}""")]
    public async Task A_bad_one_is_dead_lettered_with_the_reason_and_its_neighbours_are_kept(string? type, string body)
    {
        var bad = Message("bad", type, BinaryData.FromString(body));

        await RunAsync(Message("m1", Touch("c1", "ada")), bad, Message("m2", Touch("c2", "ada")));

        ExpectDeadLettered(bad, Times.Once());
        Assert.Equal(2, (await HintsAsync("ada")).Count);
        Assert.Empty(_world.Queued);
    }

    [Fact]
    public async Task One_that_fails_comes_back_later_and_its_neighbours_are_kept()
    {
        var failing = Message("failing", Touch("c", TooLongForAKey));

        await RunAsync(Message("m1", Touch("c1", "ada")), failing);

        var (queue, copy) = Assert.Single(_world.Queued);
        Assert.Equal((Queues.Sync, _world.Time.GetUtcNow() + TimeSpan.FromSeconds(1)), (queue, copy.ScheduledEnqueueTime));
        Assert.Equal(1, copy.ApplicationProperties[RetryLater.Attempt]);
        ExpectDeadLettered(failing, Times.Never());
        Assert.Single(await HintsAsync("ada"));
    }

    [Fact]
    public async Task One_that_failed_often_enough_is_dead_lettered()
    {
        var failing = Message("failing", Touch("c", TooLongForAKey), attempts: RetryLater.MaxAttempts - 1);

        await RunAsync(failing);

        ExpectDeadLettered(failing, Times.Once());
        Assert.Empty(_world.Queued);
    }

    /// <summary>64 characters that are escaped to five each, beside a tenant of the same kind, are more than a key may have.</summary>
    static string TooLongForAKey => new('|', Limits.IdCharacters);

    static InboxTouched Touch(string conversation, params string[] users) => new()
    {
        Tenant = users.Contains(TooLongForAKey) ? TooLongForAKey : SyncWorld.Tenant,
        Touches = [new(conversation, users)],
    };

    Task RunAsync(params ServiceBusReceivedMessage[] messages) => _world.KeepInboxes.RunAsync(messages, _actions.Object, default);

    Task<IReadOnlyList<Hint>> HintsAsync(string user) => _world.Inbox.HintsAsync(SyncWorld.Tenant, user, null, default);

    void ExpectDeadLettered(ServiceBusReceivedMessage message, Times times) => _actions.Verify(actions => actions.DeadLetterMessageAsync(
        message, null, It.Is<string>(reason => reason.Length > 5), It.IsNotNull<string>(), It.IsAny<CancellationToken>()), times);

    static ServiceBusReceivedMessage Message(string id, InboxTouched fact, int attempts = 0) =>
        Message(id, FactTypes.InboxTouched, Envelope.Wrap(fact, FactTypes.InboxTouched, "test", id).Body, attempts);

    static ServiceBusReceivedMessage Message(string id, string? type, BinaryData body, int attempts = 0) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body, messageId: id, properties: new Dictionary<string, object> { [Envelope.Type] = type!, [RetryLater.Attempt] = attempts });
}
