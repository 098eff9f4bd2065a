using FsCheck.Xunit;
using Messaging.Plumbing.Delivery;

namespace Messaging.Unit.Presence;

/// <summary>Several devices, whose connects and drops reach the app late, twice or never, second by second.</summary>
public class When_devices_come_and_go_at_random
{
    static readonly TimeSpan Watched = TimeSpan.FromSeconds(75), Unwatched = TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(15);

    [Property(MaxTest = 20)]
    public Task<bool> What_watchers_were_told_and_what_is_read_is_never_wrong_for_longer_than_75_seconds(int seed) =>
        RunAsync(async world =>
        {
            var random = new Random(seed);
            var fleet = new Fleet(world, random);
            await world.WatchAsync("ada");
            var told = new Doubt(Watched);
            var read = new Doubt(Watched);
            var verified = random.Next(60);
            for (var second = 0; second < 400; second++)
            {
                if (random.Next(12) == 0 && second < 300) await fleet.StepAsync();
                await fleet.DeliverAsync();
                await world.AdvanceAsync(TimeSpan.FromSeconds(1));
                if (second % 60 == verified) await world.VerifyAsync();

                var shown = world.Told.Count > 0 && world.Told[^1].State.Online;
                if (told.IsTooLong(world.Time.GetUtcNow(), shown == fleet.IsOnline)) return false;
                if (read.IsTooLong(world.Time.GetUtcNow(), (await world.StateAsync("ada")).Online == fleet.IsOnline)) return false;
            }
            return world.Told.Select(one => one.State.Online).Prepend(false).ToList() is var all && all.Zip(all.Skip(1)).All(pair => pair.First != pair.Second);
        });

    /// <summary>Heartbeats come through: who misses two signs of one device in a row can only be found by asking, which is done for watched users.</summary>
    [Property(MaxTest = 20)]
    public Task<bool> Of_an_unwatched_user_what_is_read_is_never_wrong_for_longer_than_30_minutes_and_15_seconds(int seed) =>
        RunAsync(async world =>
        {
            var random = new Random(seed);
            var fleet = new Fleet(world, random);
            var read = new Doubt(Unwatched);
            for (var step = 0; step < 600; step++)
            {
                if (random.Next(20) == 0 && step < 400) await fleet.StepAsync();
                await fleet.DeliverAsync();
                await fleet.HeartbeatsAsync();
                await world.AdvanceAsync(TimeSpan.FromSeconds(20));
                if (read.IsTooLong(world.Time.GetUtcNow() - TimeSpan.FromSeconds(20), (await world.StateAsync("ada")).Online == fleet.IsOnline)) return false;
            }
            return world.Queued == 0;
        });

    static async Task<bool> RunAsync(Func<PresenceWorld, Task<bool>> run)
    {
        var world = new PresenceWorld();
        await world.InitializeAsync();
        try { return await run(world); }
        finally { await world.DisposeAsync(); }
    }

    sealed class Doubt(TimeSpan bound)
    {
        DateTimeOffset? _since;

        public bool IsTooLong(DateTimeOffset now, bool isRight)
        {
            _since = isRight ? null : _since ?? now;
            return now - _since > bound;
        }
    }

    sealed class Fleet(PresenceWorld world, Random random)
    {
        readonly List<(DateTimeOffset Due, Func<Task> Deliver)> _underway = [];
        readonly Dictionary<string, DateTimeOffset> _heartbeats = [];
        int _connections;

        public bool IsOnline => !world.Service.Connections.IsEmpty;

        public async Task StepAsync()
        {
            var connected = world.Service.Connections.Keys.ToList();
            if (connected.Count < 3 && random.Next(5) < 3)
            {
                var connection = $"c{++_connections}";
                world.Service.Connections[connection] = Names.User(PresenceWorld.Tenant, "ada");
                _heartbeats[connection] = world.Time.GetUtcNow() + world.Rules.Heartbeat;
                await TellAsync(() => world.Devices.ConnectedAsync(new(connection, PresenceWorld.Tenant, "ada"), default));
            }
            else if (connected.Count > 0)
            {
                var connection = connected[random.Next(connected.Count)];
                world.Service.Connections.TryRemove(connection, out _);
                _heartbeats.Remove(connection);
                await TellAsync(() => world.Devices.DisconnectedAsync(new(connection, PresenceWorld.Tenant, "ada"), default));
            }
        }

        public async Task DeliverAsync()
        {
            var due = _underway.Where(one => one.Due <= world.Time.GetUtcNow()).ToList();
            _underway.RemoveAll(due.Contains);
            foreach (var (_, deliver) in due) await deliver();
        }

        public async Task HeartbeatsAsync()
        {
            foreach (var connection in _heartbeats.Where(one => one.Value <= world.Time.GetUtcNow()).Select(one => one.Key).ToList())
            {
                _heartbeats[connection] += world.Rules.Heartbeat;
                await world.Devices.HeartbeatAsync(new(connection, PresenceWorld.Tenant, "ada"), default);
            }
        }

        /// <summary>In four of ten cases at once and once, else lost, twice, or up to 3 s late so that it may be overtaken.</summary>
        async Task TellAsync(Func<Task> deliver)
        {
            var fate = random.Next(10);
            if (fate < 5) await deliver();
            if (fate is 4 or >= 7) _underway.Add((world.Time.GetUtcNow().AddSeconds(random.Next(1, 4)), deliver));
        }
    }
}
