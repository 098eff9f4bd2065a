using FsCheck.Xunit;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Presence;

namespace Messaging.Unit.Presence;

/// <summary>Each stamp hears its own service, late and in any order; what stamps tell each other is lost, late or doubled.</summary>
public class When_facts_between_stamps_are_lost
{
    static readonly TimeSpan Bound = TimeSpan.FromSeconds(75);

    [Property(MaxTest = 20)]
    public async Task<bool> What_watchers_were_told_is_never_wrong_for_longer_than_75_seconds(int seed)
    {
        var random = new Random(seed);
        var stamps = new PresenceStamps();
        await stamps.InitializeAsync();
        try { return await RunAsync(stamps, random); }
        finally { await stamps.DisposeAsync(); }
    }

    static async Task<bool> RunAsync(PresenceStamps stamps, Random random)
    {
        foreach (var link in stamps.Links) link.Delays = () => random.Next(3) switch { 0 => [], 1 => [Seconds(random.Next(5))], _ => [Seconds(random.Next(5)), Seconds(random.Next(200))] };
        var life = new Life(stamps, random);
        foreach (var world in stamps.All) await world.WatchAsync("ada");
        var doubts = stamps.All.ToDictionary(world => world, _ => stamps.Time.GetUtcNow());
        var verified = stamps.All.ToDictionary(world => world, _ => random.Next(60));
        for (var second = 0; second < 400; second++)
        {
            if (random.Next(12) == 0 && second < 300) await life.StepAsync();
            await life.DeliverAsync();
            stamps.Time.Advance(Seconds(1));
            await stamps.SettleAsync();
            foreach (var world in stamps.All)
            {
                if (second % 60 == verified[world]) await world.VerifyAsync();
                if (ShownBy(world) == life.Shown) doubts[world] = stamps.Time.GetUtcNow();
                if (stamps.Time.GetUtcNow() - doubts[world] > Bound) return false;
            }
        }
        return true;
    }

    static Shown ShownBy(PresenceWorld world) => world.Told.Count == 0 ? new(false) : new(world.Told[^1].State.Online, world.Told[^1].State.Status);

    static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Of one user, with at most two devices at each stamp.</summary>
    sealed class Life(PresenceStamps stamps, Random random)
    {
        readonly List<(DateTimeOffset Due, Func<Task> Deliver)> _underway = [];
        string? _status;
        int _connections;

        public Shown Shown => stamps.All.Any(world => !world.Service.Connections.IsEmpty) && _status != UserStatuses.Invisible ? new(true, _status) : new(false);

        public async Task StepAsync()
        {
            var world = stamps[random.Next(stamps.All.Count)];
            var connected = world.Service.Connections.Keys.ToList();
            if (random.Next(4) == 0) await SayAsync(world);
            else if (connected.Count < 2 && random.Next(5) < 3) Connect(world, $"c{++_connections}");
            else if (connected.Count > 0) Disconnect(world, connected[random.Next(connected.Count)]);
        }

        public async Task DeliverAsync()
        {
            var due = _underway.Where(one => one.Due <= stamps.Time.GetUtcNow()).ToList();
            _underway.RemoveAll(due.Contains);
            foreach (var (_, deliver) in due) await deliver();
        }

        async Task SayAsync(PresenceWorld world)
        {
            _status = random.Next(3) switch { 0 => null, 1 => UserStatuses.Busy, _ => UserStatuses.Invisible };
            await world.Of<Statuses>().SetAsync(new(PresenceWorld.Tenant, "ada"), _status ?? UserStatuses.Available, text: null, until: null, default);
        }

        void Connect(PresenceWorld world, string connection)
        {
            world.Service.Connections[connection] = Names.User(PresenceWorld.Tenant, "ada");
            Tell(() => world.Devices.ConnectedAsync(new(connection, PresenceWorld.Tenant, "ada"), default));
        }

        void Disconnect(PresenceWorld world, string connection)
        {
            world.Service.Connections.TryRemove(connection, out _);
            Tell(() => world.Devices.DisconnectedAsync(new(connection, PresenceWorld.Tenant, "ada"), default));
        }

        void Tell(Func<Task> deliver) => _underway.Add((stamps.Time.GetUtcNow().AddSeconds(random.Next(4)), deliver));
    }
}
