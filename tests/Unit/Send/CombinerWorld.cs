using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Send;
using Messaging.Send.Combining;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.Send;

/// <summary>A combiner whose clock and whose Service Bus the test holds.</summary>
sealed class CombinerWorld
{
    public CombinerWorld(int budget = 50) =>
        Combiner = new(Queues, new Ids(), Options.Create(new SendOptions { Budget = budget }), Time, NullLogger<LaneCombiner>.Instance);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public CaughtQueues Queues { get; } = new();
    public LaneCombiner Combiner { get; }

    public Task SendAsync(string text, string conversation = "c", CancellationToken ct = default) =>
        Combiner.SendAsync([Some.Command(text, conversation)], ct);


    /// <summary>Lets paced lanes run until all of these have their answer.</summary>
    public async Task AnsweredAsync(params IEnumerable<Task> callers)
    {
        var all = Task.WhenAll(callers.Select(caller => caller.ContinueWith(_ => { }, TaskScheduler.Default)));
        while (!all.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }
}

static class Some
{
    public static Command Command(string text = "hello", string conversation = "c") => new()
    {
        Kind = CommandKinds.SendMessage,
        Tenant = "acme",
        ConversationId = conversation,
        Sender = "ann",
        ClientMessageId = "id",
        AcceptedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Text = text,
    };
}
