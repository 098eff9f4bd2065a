using System.Collections.Concurrent;
using FsCheck.Xunit;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.FanOut;
using Messaging.Plumbing.Delivery;
using Messaging.Unit.Route;
using Microsoft.Extensions.Options;

namespace Messaging.Unit.FanOut;

/// <summary>Route's real removals and FanOut's real deliveries, which come in any order, late, twice, and in the midst of what Route does.</summary>
public sealed class When_a_member_is_removed(RouteWorld world) : IClassFixture<RouteWorld>
{
    const int Members = 8, Steps = 60;

    static int _conversations;

    [Property(MaxTest = 15)]
    public async Task Nothing_from_that_entry_on_reaches_the_member_and_everything_reaches_the_others(int seed)
    {
        var (random, name) = (new Random(seed), $"late-{Interlocked.Increment(ref _conversations)}");
        string[] users = [.. Enumerable.Range(0, Members).Select(i => $"{name}-{i}")];
        var (screens, route, rival, spoken) = (new Screens(world.Groups, name), world.NewInstance(), world.NewInstance(), 0);
        var late = new LateFacts(world.Queue, new(screens, Options.Create(new FanOutOptions())), random);
        world.Faults.Before = late.DeliverSomeAsync;
        world.Groups.Joined = _ => late.DeliverSomeAsync();

        await route.RouteAsync([.. new[] { Route.Some.Group(users[0], users[1..]) }.In(name)]);
        world.Faults.After = SpeakBetweenAsync;
        var here = users[1..].ToList();
        for (var step = 0; step < Steps; step++)
        {
            var command = random.Next(6) == 0 && here.Count > 1 ? Goes(users[0], Taken(here, random), $"{step}", random) : Route.Some.Message(users[0], $"{step}");
            await route.RouteAsync([.. new[] { command }.In(name)]);
            await late.DeliverSomeAsync();
        }
        await late.DeliverAllAsync();
        world.Faults.After = () => Task.CompletedTask;

        var log = await world.LogAsync(name);
        var removed = log.Where(entry => entry.Kind == EntryKinds.MembersRemoved).ToDictionary(entry => entry.Members!.Single(), entry => entry.Seq);
        Assert.Equal(users.Length - 1 - here.Count, removed.Count);
        Assert.All(removed, one => Assert.DoesNotContain(screens.Of(one.Key), seq => seq >= one.Value));
        Assert.All(here.Append(users[0]), user => Assert.Equal(log.Select(entry => entry.Seq), screens.Of(user).Distinct().Order()));

        // After a commit and before whatever Route does then, another instance gets a message through to the screens.
        async Task SpeakBetweenAsync()
        {
            world.Faults.After = late.DeliverSomeAsync;
            if (random.Next(2) == 0) await rival.RouteAsync([.. new[] { Route.Some.Message(users[0], $"between-{spoken++}") }.In(name)]);
            await late.DeliverAllAsync();
            world.Faults.After = SpeakBetweenAsync;
        }
    }

    static string Taken(List<string> from, Random random)
    {
        var at = random.Next(from.Count);
        var user = from[at];
        from.RemoveAt(at);
        return user;
    }

    static Command Goes(string owner, string user, string id, Random random) => random.Next(3) switch
    {
        0 => Route.Some.Removal(owner, id, user),
        1 => Route.Some.Removal(user, id, user),
        _ => Route.Some.Command(CommandKinds.BanMembers, owner, id) with { Members = [user] },
    };

    /// <summary>Queue <c>fanout</c> as nobody should rely on it.</summary>
    sealed class LateFacts(RecordedQueue queue, LiveDelivery live, Random random)
    {
        readonly List<EntriesAppended> _waiting = [];
        int _taken = queue.Messages.Count;

        public async Task DeliverSomeAsync()
        {
            Take();
            if (random.Next(2) == 0) await DeliverAsync([.. _waiting.Where(_ => random.Next(3) == 0)], again: random.Next(4) == 0);
        }

        public Task DeliverAllAsync()
        {
            Take();
            return DeliverAsync([.. _waiting], again: false);
        }

        void Take()
        {
            var all = queue.Messages;
            _waiting.AddRange(all.Skip(_taken));
            _taken = all.Count;
        }

        async Task DeliverAsync(EntriesAppended[] batch, bool again)
        {
            random.Shuffle(batch);
            if (!again) _waiting.RemoveAll(batch.Contains);
            var deliveries = batch.Select(fact => new Messaging.FanOut.Delivery(Some.Fact(fact, FactTypes.EntriesAppended))).ToList();
            Assert.All(deliveries, delivery => Assert.True(delivery.TryRead()));
            await live.SendAsync(ConversationShare.Of(deliveries), [], default);
            Assert.All(deliveries, delivery => Assert.Null(delivery.Failure));
        }
    }

    /// <summary>What a group send shows to those who are in the group at that moment.</summary>
    sealed class Screens(RecordedGroups groups, string prefix) : SignalRRest(null!, null!)
    {
        readonly ConcurrentQueue<(string User, long Seq)> _shown = [];

        public IEnumerable<long> Of(string user) => _shown.Where(one => one.User == Names.User(Route.Some.Tenant, user)).Select(one => one.Seq);

        public override Task SendToGroupAsync<T>(string group, string target, T argument, CancellationToken ct, string? exceptConnection = null)
        {
            if (group != Names.Conversation(Route.Some.Tenant, prefix)) return Task.CompletedTask;
            foreach (var user in groups.In.Keys)
                foreach (var entry in ((EntriesEvent)(object)argument!).Entries) _shown.Enqueue((user, entry.Seq));
            return Task.CompletedTask;
        }
    }
}
