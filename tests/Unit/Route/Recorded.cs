using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.Route;

/// <summary>SignalR as Route uses it.</summary>
public sealed class RecordedGroups(ConcurrentQueue<string> journal) : SignalRRest(null!, null!)
{
    /// <summary>Users in the group of <see cref="Some.Conversation"/> and of all others.</summary>
    public ConcurrentDictionary<string, bool> In { get; } = [];

    /// <summary>Called after each join.</summary>
    public Func<string, Task> Joined { get; set; } = _ => Task.CompletedTask;

    public override async Task AddUserToGroupAsync(string user, string group, TimeSpan ttl, CancellationToken ct)
    {
        In[user] = true;
        journal.Enqueue($"join {user}");
        await Joined(user);
    }

    public override Task RemoveUserFromGroupAsync(string user, string group, CancellationToken ct)
    {
        In.TryRemove(user, out _);
        journal.Enqueue($"leave {user}");
        return Task.CompletedTask;
    }
}

/// <summary>Queue <c>fanout</c>.</summary>
public sealed class RecordedQueue() : QueueSender(null!, new Ids())
{
    readonly ConcurrentQueue<EntriesAppended> _messages = [];

    /// <summary>Called before each send; what it throws is thrown instead.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<EntriesAppended> Messages => [.. _messages];

    public IEnumerable<Entry> Entries => Messages.SelectMany(it => it.Appends).SelectMany(it => it.Entries);

    public IEnumerable<Rejection> Rejections => Messages.SelectMany(it => it.Rejections);

    public override async Task SendAsync(string queue, ServiceBusMessage message, CancellationToken ct)
    {
        Assert.Equal(Queues.FanOut, queue);
        await Before();
        _messages.Enqueue(JsonSerializer.Deserialize(message.Body, ContractsJson.Wire.EntriesAppended)!);
    }
}
