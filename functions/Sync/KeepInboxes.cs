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

/// <summary>Folds the hints and cursors of a batch per user and writes each inbox once; then empties those of users who are erased.</summary>
public sealed partial class KeepInboxes(Inbox inbox, RetryLater retries, IOptions<SyncOptions> options, TimeProvider time, ILogger<KeepInboxes> logger)
{
    [Function(nameof(KeepInboxes))]
    public async Task RunAsync(
        [ServiceBusTrigger(Queues.Sync, Connection = AppDefaults.ServiceBus, IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        var failures = new ConcurrentDictionary<ServiceBusReceivedMessage, Exception>();
        var touched = new List<(ServiceBusReceivedMessage Message, InboxTouched Fact)>();
        var erased = new List<(ServiceBusReceivedMessage Message, UserErased Fact)>();
        foreach (var message in messages)
            try
            {
                if (Envelope.TypeOf(message) == FactTypes.UserErased) erased.Add((message, InboxFacts.Erased(message)));
                else touched.Add((message, InboxFacts.Touched(message)));
            }
            catch (JsonException bad) { failures[message] = bad; }

        using var budget = new CancellationTokenSource(options.Value.BatchBudget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, budget.Token);
        var changes = InboxChange.PerUser([.. touched.Select(source => source.Fact)]);
        await ForEachAsync(changes, change => inbox.WriteAsync(change, stop.Token), (change, failure) => { foreach (var source in change.Sources) failures[touched[source].Message] = failure; });
        await ForEachAsync(erased, one => inbox.EraseAsync(one.Fact, stop.Token), (one, failure) => failures[one.Message] = failure);

        foreach (var (message, failure) in failures) await SettleAsync(message, failure, actions, ct);
        LogKept(changes.Count, messages.Length, failures.Count);
    }

    Task ForEachAsync<T>(IEnumerable<T> all, Func<T, Task> work, Action<T, Exception> failed) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel }, async (one, _) =>
        {
            try { await work(one); }
            catch (Exception failure) { failed(one, failure); }
        });

    async Task SettleAsync(ServiceBusReceivedMessage message, Exception failure, ServiceBusMessageActions actions, CancellationToken ct)
    {
        LogFailed(failure, message.MessageId);
        await retries.SettleAsync(Queues.Sync, message, actions, failure, ct);
    }
}
