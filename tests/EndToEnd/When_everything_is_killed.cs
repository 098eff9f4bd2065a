using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_everything_is_killed
{
    [Fact]
    public async Task No_worker_outlives_it_and_after_a_new_start_every_accepted_message_is_there_once_in_order()
    {
        await using var world = await new RunningWorld().StartAsync();
        await using var crowd = await Crowd.GatherAsync(world);
        crowd.BeginSending();
        await crowd.SendMoreAsync(200);
        var workers = await world.WorkersAsync();
        Assert.Equal(5, workers.Count);

        world.Run.Kill();
        await world.Run.ExitAsync();

        await Eventually.TrueAsync(() => !workers.Any(Signals.IsAlive), "no worker is left");
        await world.StartAsync();
        await crowd.SendMoreAsync(200);
        await crowd.EndAsync();
    }
}
