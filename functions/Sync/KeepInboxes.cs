using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>Folds the hints and cursors of a batch per user and writes each inbox once.</summary>
public sealed partial class KeepInboxes(Inbox inbox, RetryLater retries, IOptions<SyncOptions> options, TimeProvider time, ILogger<KeepInboxes> logger)
{
    [Function(nameof(KeepInboxes))]
    public async Task RunAsync(
        [ServiceBusTrigger(Queues.Sync, Connection = AppDefaults.ServiceBus, IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        var failures = new ConcurrentDictionary<ServiceBusReceivedMessage, Exception>();
        var sources = new List<(ServiceBusReceivedMessage Message, InboxTouched Fact)>();
        foreach (var message in messages)
            try { sources.Add((message, Open(message))); }
            catch (JsonException bad) { failures[message] = bad; }

        var changes = InboxChange.PerUser([.. sources.Select(source => source.Fact)]);
        await WriteAsync(changes, (change, failure) => { foreach (var source in change.Sources) failures[sources[source].Message] = failure; }, ct);

        foreach (var (message, failure) in failures) await SettleAsync(message, failure, actions, ct);
        LogKept(changes.Count, messages.Length, failures.Count);
    }

    static InboxTouched Open(ServiceBusReceivedMessage message)
    {
        var fact = Envelope.Open<InboxTouched>(message, FactTypes.InboxTouched);
        return InboxFacts.IsWhole(fact) ? fact : throw new JsonException("An id is missing, empty or too long.");
    }

    async Task WriteAsync(IEnumerable<InboxChange> changes, Action<InboxChange, Exception> failed, CancellationToken ct)
    {
        using var budget = new CancellationTokenSource(options.Value.BatchBudget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, budget.Token);
        await Parallel.ForEachAsync(changes, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel }, async (change, _) =>
        {
            try { await inbox.WriteAsync(change, stop.Token); }
            catch (Exception failure) { failed(change, failure); }
        });
    }

    async Task SettleAsync(ServiceBusReceivedMessage message, Exception failure, ServiceBusMessageActions actions, CancellationToken ct)
    {
        LogFailed(failure, message.MessageId);
        await retries.SettleAsync(Queues.Sync, message, actions, failure, ct);
    }
}
