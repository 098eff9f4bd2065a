using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.Send;

/// <summary>Service Bus as far as a sender sees it: a message is accepted, or not, when the test says so.</summary>
sealed class CaughtQueues() : QueueSender(null!, new Ids())
{
    readonly ConcurrentQueue<(string Queue, ServiceBusMessage Message)> _accepted = new();
    int _asked;

    /// <summary>Awaited before a message is accepted; the number counts from 1. A throw is a refusal.</summary>
    public Func<int, Task> Accepting { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<(string Queue, ServiceBusMessage Message)> Sent => [.. _accepted];

    public IReadOnlyList<ServiceBusMessage> Accepted => [.. _accepted.Select(sent => sent.Message)];

    public IReadOnlyList<IReadOnlyList<Command>> Commands => [.. Accepted.Select(CommandsOf)];

    public IReadOnlyList<string> Texts => [.. Commands.SelectMany(commands => commands).Select(command => command.Text!)];

    public override async Task SendAsync(string queue, ServiceBusMessage message, CancellationToken ct)
    {
        await Accepting(Interlocked.Increment(ref _asked));
        _accepted.Enqueue((queue, message));
    }

    /// <summary>Waits, without advancing the injected time, until so many queue messages are accepted.</summary>
    public async Task AcceptedAsync(int count)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (_accepted.Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(20), $"{_accepted.Count} of {count} queue messages came.");
            await Task.Yield();
        }
    }

    readonly ConcurrentDictionary<long, (string Queue, ServiceBusMessage Message)> _scheduled = new();
    long _number;

    /// <summary>By their numbers.</summary>
    public IReadOnlyDictionary<long, (string Queue, ServiceBusMessage Message)> Scheduled => _scheduled;

    public override async Task<long> ScheduleAsync(string queue, ServiceBusMessage message, DateTimeOffset due, CancellationToken ct)
    {
        await Accepting(Interlocked.Increment(ref _asked));
        message.ScheduledEnqueueTime = due;
        var number = Interlocked.Increment(ref _number);
        _scheduled[number] = (queue, message);
        return number;
    }

    public override Task CancelAsync(string queue, long number, CancellationToken ct)
    {
        Assert.True(_scheduled.TryRemove(number, out _));
        return Task.CompletedTask;
    }

    static IReadOnlyList<Command> CommandsOf(ServiceBusMessage message) =>
        JsonSerializer.Deserialize(message.Body, ContractsJson.Wire.AppendCommands)!.Commands;
}
