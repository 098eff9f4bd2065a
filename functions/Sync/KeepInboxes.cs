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
        var (sources, facts) = (new List<ServiceBusReceivedMessage>(), new List<InboxTouched>());
        foreach (var message in messages)
            if (Open(message, out var fault) is { } fact) { sources.Add(message); facts.Add(fact); }
            else await DeadLetterAsync(actions, message, fault!, ct);

        var changes = InboxChange.PerUser(facts);
        var failures = await WriteAsync(changes, ct);
        foreach (var (source, failure) in failures) await TryAgainAsync(actions, sources[source], failure, ct);
        LogKept(changes.Count, messages.Length, failures.Count);
    }

    static InboxTouched? Open(ServiceBusReceivedMessage message, out string? fault)
    {
        fault = null;
        if (Envelope.TypeOf(message) is var type && type != FactTypes.InboxTouched) fault = $"unknown type '{type}'";
        else
            try
            {
                var fact = Envelope.Open<InboxTouched>(message);
                if (InboxFacts.IsWhole(fact)) return fact;
                fault = "an id is missing, empty or too long";
            }
            catch (JsonException notJson) { fault = $"not JSON of {type}: {notJson.Message}"; }
        return null;
    }

    /// <summary>By the position of its fact, each message whose share was not written as a whole.</summary>
    async Task<IReadOnlyDictionary<int, Exception>> WriteAsync(IReadOnlyCollection<InboxChange> changes, CancellationToken ct)
    {
        var failures = new ConcurrentDictionary<int, Exception>();
        using var budget = new CancellationTokenSource(options.Value.BatchBudget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, budget.Token);
        await Parallel.ForEachAsync(changes, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct }, async (change, _) =>
        {
            try { await inbox.WriteAsync(change, stop.Token); }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                foreach (var source in change.Sources) failures[source] = failure;
            }
        });
        return failures;
    }

    async Task TryAgainAsync(ServiceBusMessageActions actions, ServiceBusReceivedMessage message, Exception failure, CancellationToken ct)
    {
        LogFailed(failure, message.MessageId);
        if (await retries.TryAgainAsync(Queues.Sync, message, failure, ct) is { } final) await DeadLetterAsync(actions, message, final, ct);
    }

    async Task DeadLetterAsync(ServiceBusMessageActions actions, ServiceBusReceivedMessage message, string reason, CancellationToken ct)
    {
        LogDeadLettered(message.MessageId, reason);
        await actions.DeadLetterMessageAsync(message, deadLetterReason: reason, cancellationToken: ct);
    }
}
