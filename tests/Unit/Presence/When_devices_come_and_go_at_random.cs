using FsCheck.Xunit;

namespace Messaging.Unit.Presence;

public class When_devices_come_and_go_at_random
{
    static readonly TimeSpan Staleness = TimeSpan.FromSeconds(75);

    /// <summary>Connects, drops and duplicate or reordered ends of three devices: the last word that watchers heard is the truth
    /// whenever nothing happened for the time that staleness is bounded by.</summary>
    [Property(MaxTest = 25)]
    public async Task<bool> Watchers_are_right_once_it_is_quiet(int seed)
    {
        var random = new Random(seed);
        var world = new PresenceWorld();
        await world.InitializeAsync();
        try
        {
            var connected = new HashSet<string>();
            var shown = (await world.WatchAsync("ada")).Online;
            for (var step = 0; step < 30; step++)
            {
                await StepAsync(world, connected, random, step);
                await world.AdvanceAsync(TimeSpan.FromSeconds(random.Next(0, 12)));
                if (random.Next(5) > 0) continue;

                for (var second = 0; second < Staleness.TotalSeconds; second += 5) await world.AdvanceAsync(TimeSpan.FromSeconds(5));
                shown = world.Told.Count > 0 ? world.Told[^1].State.Online : shown;
                if (shown != connected.Count > 0 || (await world.StateAsync("ada")).Online != shown) return false;
            }
            return NoneIsRepeated(world.Told.Select(told => told.State.Online));
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    static async Task StepAsync(PresenceWorld world, HashSet<string> connected, Random random, int step)
    {
        if (connected.Count < 3 && random.Next(2) == 0)
        {
            var connection = $"c{step}";
            connected.Add(connection);
            await world.ConnectAsync("ada", connection);
        }
        else if (connected.Count > 0)
        {
            var connection = connected.ElementAt(random.Next(connected.Count));
            connected.Remove(connection);
            for (var times = random.Next(1, 3); times > 0; times--) await world.DisconnectAsync("ada", connection);
        }
        else
        {
            // A connection so short that its end overtakes its beginning.
            await world.DisconnectAsync("ada", $"short{step}");
            await world.ConnectAsync("ada", $"short{step}");
        }
    }

    static bool NoneIsRepeated(IEnumerable<bool> told) => told.Zip(told.Skip(1)).All(pair => pair.First != pair.Second);
}
