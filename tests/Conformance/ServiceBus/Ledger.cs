using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

/// <summary>What became of each message, and every promise that was broken. A message's id is <c>sender-number</c>.</summary>
sealed class Ledger
{
    sealed class Entry
    {
        public int Deliveries, AbandonsTried, AbandonsConfirmed, Completions;
        public bool MayBeGone;
    }

    readonly ConcurrentDictionary<string, Entry> entries = new();

    public ConcurrentQueue<string> Broken { get; } = new();

    public int Sent => entries.Count;

    public int Deliveries => entries.Values.Sum(entry => entry.Deliveries);

    public int Completed => entries.Values.Count(entry => entry.Completions == 1);

    /// <summary>Messages whose completion was never confirmed; the broker may have done it before it was killed.</summary>
    public int Unconfirmed => entries.Values.Count(entry => entry is { Completions: 0, MayBeGone: true });

    public int Abandoned => entries.Values.Sum(entry => entry.AbandonsConfirmed);

    public void Sending(string id) => entries.TryAdd(id, new Entry());

    public void Delivered(ServiceBusReceivedMessage message)
    {
        if (!entries.TryGetValue(message.MessageId, out var entry))
        {
            Broken.Enqueue($"{message.MessageId} was never sent");
            return;
        }
        Interlocked.Increment(ref entry.Deliveries);
        if (entry.Completions > 0)
            Broken.Enqueue($"{message.MessageId} came again after its completion");
        if (message.DeliveryCount < entry.AbandonsConfirmed + 1 || message.DeliveryCount > entry.AbandonsTried + 1)
            Broken.Enqueue($"{message.MessageId} has delivery count {message.DeliveryCount} after {entry.AbandonsConfirmed} to {entry.AbandonsTried} abandons");
        if (message.SessionId is not null && Before(message.MessageId) is { Completions: 0, MayBeGone: false })
            Broken.Enqueue($"{message.MessageId} came before the one before it was done");
    }

    Entry? Before(string id) => id.Split('-') is [var sender, var number] ? entries.GetValueOrDefault($"{sender}-{int.Parse(number) - 1}") : null;

    /// <summary>Runs a settlement and notes whether the broker confirmed it.</summary>
    public async Task SettleAsync(string id, bool abandon, Func<Task> settle)
    {
        var entry = entries[id];
        if (abandon)
            Interlocked.Increment(ref entry.AbandonsTried);
        else
            entry.MayBeGone = true;
        await settle();
        Interlocked.Increment(ref abandon ? ref entry.AbandonsConfirmed : ref entry.Completions);
    }

    /// <summary>To be called when the queues are empty.</summary>
    public void Close()
    {
        foreach (var (id, entry) in entries)
            if (entry.Completions > 1)
                Broken.Enqueue($"{id} was completed {entry.Completions} times");
            else if (entry is { Completions: 0, MayBeGone: false })
                Broken.Enqueue($"{id} was lost");
    }
}
