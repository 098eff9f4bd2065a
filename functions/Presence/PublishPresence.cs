using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Looks once at each user that a batch names, and tells watchers if the merged state of all devices changed. What is for another stamp is sent there.</summary>
public sealed partial class PublishPresence(
    Transitions transitions, Blocks blocks, Erasures erasures, Peers peers, PeerWatches watches, RetryLater retries, IOptions<PresenceOptions> options, TimeProvider time, ILogger<PublishPresence> logger)
{
    [Function(nameof(PublishPresence))]
    [SignalROutput(HubName = Hub.Name, ConnectionStringSetting = AppDefaults.SignalR)]
    public async Task<SignalRMessageAction[]> RunAsync(
        [ServiceBusTrigger(Queues.Presence, Connection = AppDefaults.ServiceBus, IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        using var budget = new CancellationTokenSource(options.Value.BatchBudget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, budget.Token);
        var failures = new ConcurrentDictionary<ServiceBusReceivedMessage, Exception>();
        var touched = new List<(PresenceTouched User, ServiceBusReceivedMessage Message)>();
        var told = new List<SignalRMessageAction>();
        var forwarded = ForwardAsync(messages.Where(IsForPeer), failures, stop.Token);
        foreach (var message in messages.Where(message => !IsForPeer(message)))
            try
            {
                switch (Envelope.TypeOf(message))
                {
                    case FactTypes.UserErased: touched.Add((await EraseAsync(message, stop.Token), message)); break;
                    case FactTypes.PresenceWatched: await watches.ApplyAsync(WatchIn(message), stop.Token); break;
                    case FactTypes.BlockChanged: if (await blocks.ApplyAsync(BlockIn(message), stop.Token) is { } action) told.Add(action); break;
                    default: touched.AddRange(TouchedBy(message).Select(user => (user, message))); break;
                }
            }
            catch (Exception failure) { failures[message] = failure; }

        var users = EachOnce(touched);
        told.AddRange(await transitions.LookAsync(
            users.Select(user => user.Key), again: user => users[user].Any(WasHereBefore),
            crowd: touched.Any(one => Envelope.TypeOf(one.Message) == FactTypes.PresencesTouched),
            (user, failure) => { foreach (var message in users[user]) failures[message] = failure; }, stop.Token));

        await forwarded;
        foreach (var (message, failure) in failures) await SettleAsync(message, failure, actions, ct);
        LogPublished(told.Count, messages.Length, failures.Count);
        return [.. told];
    }

    /// <summary>Whom watchers now see as one who never was: they are told so, and the mark of what they were told keeps nothing else.</summary>
    async Task<PresenceTouched> EraseAsync(ServiceBusReceivedMessage message, CancellationToken ct)
    {
        var fact = Envelope.Open<UserErased>(message);
        if (!Ids.IsValid(fact.Tenant) || !Ids.IsValid(fact.User)) throw BadId();
        await erasures.ApplyAsync(fact, ct);
        return new(fact.Tenant, fact.User);
    }

    static IReadOnlyList<PresenceTouched> TouchedBy(ServiceBusReceivedMessage message)
    {
        var users = Envelope.TypeOf(message) == FactTypes.PresencesTouched
            ? Envelope.Open<PresencesTouched>(message).Users
            : [Envelope.Open<PresenceTouched>(message, FactTypes.PresenceTouched)];
        return users.All(user => user is not null && Ids.IsValid(user.Tenant) && Ids.IsValid(user.User)) ? users : throw BadId();
    }

    /// <summary>What happened here and elsewhere too is passed on as what happened here.</summary>
    static ILookup<PresenceTouched, ServiceBusReceivedMessage> EachOnce(IReadOnlyCollection<(PresenceTouched User, ServiceBusReceivedMessage Message)> touched)
    {
        var stamps = touched.Select(one => one.User).GroupBy(user => user with { Stamp = null })
            .ToDictionary(user => user.Key, user => user.Any(one => one.Stamp is null) ? null : user.First().Stamp);
        return touched.ToLookup(one => one.User with { Stamp = stamps[one.User with { Stamp = null }] }, one => one.Message);
    }

    /// <summary>All at once: a stamp that is slow to answer delays the batch for no longer than one message would.</summary>
    Task ForwardAsync(IEnumerable<ServiceBusReceivedMessage> messages, ConcurrentDictionary<ServiceBusReceivedMessage, Exception> failures, CancellationToken ct) =>
        Task.WhenAll(messages.Select(async message =>
        {
            try { await peers.ForwardAsync(message, ct); }
            catch (Exception failure) { failures[message] = failure; }
        }));

    static bool IsForPeer(ServiceBusReceivedMessage message) => Peers.AddresseeOf(message) is not null;

    static PresenceWatched WatchIn(ServiceBusReceivedMessage message)
    {
        var fact = Envelope.Open<PresenceWatched>(message);
        return Ids.IsValid(fact.Tenant) && fact.Users.All(Ids.IsValid) && PeersOptions.IsName(fact.Stamp) ? fact : throw BadId();
    }

    static BlockChanged BlockIn(ServiceBusReceivedMessage message)
    {
        var fact = Envelope.Open<BlockChanged>(message);
        return Ids.IsValid(fact.Tenant) && Ids.IsValid(fact.User) && Ids.IsValid(fact.Other) ? fact : throw BadId();
    }

    static JsonException BadId() => new("An id is missing, empty or too long.");

    /// <summary>The host sends what is returned after this has been stored, so a message that comes again is told again.</summary>
    static bool WasHereBefore(ServiceBusReceivedMessage message) =>
        message.DeliveryCount > 1 || message.ApplicationProperties.ContainsKey(RetryLater.Attempt);

    async Task SettleAsync(ServiceBusReceivedMessage message, Exception failure, ServiceBusMessageActions actions, CancellationToken ct)
    {
        LogFailed(failure, message.MessageId);
        await retries.SettleAsync(Queues.Presence, message, actions, failure, ct);
    }
}
