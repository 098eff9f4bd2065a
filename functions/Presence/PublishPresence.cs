using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Queueing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Looks once at each user that a batch names, and tells watchers if the merged state of all devices changed.</summary>
public sealed partial class PublishPresence(
    PresenceTable table, RetryLater retries, IOptions<PresenceOptions> options, TimeProvider time, ILogger<PublishPresence> logger)
{
    [Function(nameof(PublishPresence))]
    [SignalROutput(HubName = Hub.Name, ConnectionStringSetting = AppDefaults.SignalR)]
    public async Task<SignalRMessageAction[]> RunAsync(
        [ServiceBusTrigger(Queues.Presence, Connection = AppDefaults.ServiceBus, IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        var failures = new ConcurrentDictionary<ServiceBusReceivedMessage, Exception>();
        var touched = new List<(PresenceTouched Fact, ServiceBusReceivedMessage Message)>();
        foreach (var message in messages)
            try { touched.Add((Open(message), message)); }
            catch (JsonException bad) { failures[message] = bad; }

        var users = touched.ToLookup(one => one.Fact, one => one.Message);
        var told = await EvaluateAsync(users, (user, failure) => { foreach (var message in user) failures[message] = failure; }, ct);

        foreach (var (message, failure) in failures) await SettleAsync(message, failure, actions, ct);
        LogPublished(told.Count, messages.Length, failures.Count);
        return [.. told];
    }

    static PresenceTouched Open(ServiceBusReceivedMessage message)
    {
        var fact = Envelope.Open<PresenceTouched>(message, FactTypes.PresenceTouched);
        return Ids.IsValid(fact.Tenant) && Ids.IsValid(fact.User) ? fact : throw new JsonException("An id is missing, empty or too long.");
    }

    async Task<IReadOnlyCollection<SignalRMessageAction>> EvaluateAsync(
        IEnumerable<IGrouping<PresenceTouched, ServiceBusReceivedMessage>> users,
        Action<IEnumerable<ServiceBusReceivedMessage>, Exception> failed, CancellationToken ct)
    {
        var told = new ConcurrentBag<SignalRMessageAction>();
        using var budget = new CancellationTokenSource(options.Value.BatchBudget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, budget.Token);
        await Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel }, async (user, _) =>
        {
            try
            {
                if (await EvaluateAsync(user.Key, again: user.Any(WasHereBefore), stop.Token) is { } change) told.Add(change);
            }
            catch (Exception failure) { failed(user, failure); }
        });
        return told;
    }

    /// <summary>The host sends what is returned after this has been stored, so a message that comes again is told again.</summary>
    static bool WasHereBefore(ServiceBusReceivedMessage message) =>
        message.DeliveryCount > 1 || message.ApplicationProperties.ContainsKey(RetryLater.Attempt);

    /// <summary>What to tell the user's watchers; null if it is what they know.</summary>
    async Task<SignalRMessageAction?> EvaluateAsync(PresenceTouched touched, bool again, CancellationToken ct)
    {
        while (true)
        {
            var stored = await table.ReadAsync(touched.Tenant, touched.User, ct);
            var now = time.GetUtcNow();
            if (!stored.IsWatched(now)) return null;

            var state = stored.ToEvent(now, options.Value);
            if (state.Online == stored.Mark!.Online && !again) return null;
            if (await table.TryTellAsync(touched.Tenant, touched.User, stored.Mark, state.Online, ct)) return ToWatchers(touched, state);
        }
    }

    static SignalRMessageAction ToWatchers(PresenceTouched touched, PresenceEvent state) => new(Hub.Presence)
    {
        GroupName = Names.Watching(touched.Tenant, touched.User),
        // As an element: the worker would write the record in its own JSON form, not in the contracts'.
        Arguments = [JsonSerializer.SerializeToElement(state, ContractsJson.Wire.PresenceEvent)],
    };

    async Task SettleAsync(ServiceBusReceivedMessage message, Exception failure, ServiceBusMessageActions actions, CancellationToken ct)
    {
        LogFailed(failure, message.MessageId);
        await retries.SettleAsync(Queues.Presence, message, actions, failure, ct);
    }
}
