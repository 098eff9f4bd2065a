using Messaging.EndToEnd.Chaos;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_the_world_breaks_again_and_again
{
    const int Commands = 1_600;

    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order_and_the_pages_show_what_the_logs_say()
    {
        await using var world = await new RunningWorld().StartAsync();
        await using var crowd = await ChaosCrowd.GatherAsync(world.Address, world.Authority, Random.Shared.Next(1_000_000));
        using var enough = new CancellationTokenSource();
        var running = crowd.RunAsync(Commands, enough.Token);

        await KillWorkerAsync(world, "Route");
        await KillWorkerAsync(world, "FanOut");
        await AfterSomeCommandsAsync(crowd, running);
        world.Run.Kill();
        await world.Run.ExitAsync();
        await world.StartAsync();
        await KillWorkerAsync(world, "Route");
        await running;

        Assert.True(crowd.Accepted >= Commands);
        Assert.Empty(await crowd.BrokenAsync());

        async Task KillWorkerAsync(RunningWorld of, string app)
        {
            await AfterSomeCommandsAsync(crowd, running);
            await Signals.SendAsync("KILL", (await of.WorkersAsync(app)).Single());
            await of.ReadyAsync();
        }
    }

    static Task AfterSomeCommandsAsync(ChaosCrowd crowd, Task running)
    {
        var target = crowd.Given + Commands / 8;
        return Eventually.TrueAsync(() => running.IsCompleted || crowd.Given >= target, "some commands were given");
    }
}
