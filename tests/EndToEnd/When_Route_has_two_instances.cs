using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_Route_has_two_instances
{
    [Fact]
    public async Task They_share_the_work_without_harm_to_order_also_when_one_is_killed()
    {
        await using var world = await new RunningWorld(["--scale", "route=2"]).StartAsync();
        await using var crowd = await Crowd.GatherAsync(world);
        crowd.BeginSending();
        await crowd.SendMoreAsync(200);
        var instances = await world.WorkersAsync("Route");
        Assert.Equal(2, instances.Count);

        await Signals.SendAsync("KILL", instances[0]);

        await crowd.SendMoreAsync(200);
        await world.ReadyAsync();
        Assert.Equal(2, (await world.WorkersAsync("Route")).Count);
        await crowd.SendMoreAsync(100);
        await crowd.EndAsync();
    }
}
