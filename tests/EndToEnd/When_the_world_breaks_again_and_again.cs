using Messaging.EndToEnd.Chaos;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_the_world_breaks_again_and_again
{
    const int Commands = 1_600, BetweenTwo = 200;

    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order_and_the_pages_show_what_the_logs_say()
    {
        await using var world = await new RunningWorld().StartAsync();
        await using var crowd = await ChaosCrowd.GatherAsync(world.Address, world.Authority, Random.Shared.Next(1_000_000));

        var breaking = BreakAsync(world, crowd);
        await Task.WhenAll(breaking, crowd.RunAsync(Commands, meanwhile: breaking));

        Assert.True(crowd.Accepted >= Commands);
        Assert.Empty(await crowd.BrokenAsync());
    }

    static async Task BreakAsync(RunningWorld world, ChaosCrowd crowd)
    {
        await KillWorkerAsync("Route");
        await KillWorkerAsync("FanOut");
        await AfterSomeCommandsAsync();
        world.Run.Kill();
        await world.Run.ExitAsync();
        await world.StartAsync();
        await KillWorkerAsync("Route");

        async Task KillWorkerAsync(string app)
        {
            await AfterSomeCommandsAsync();
            await Signals.SendAsync("KILL", (await world.WorkersAsync(app)).Single());
            await world.ReadyAsync();
        }

        Task AfterSomeCommandsAsync()
        {
            var target = crowd.Given + BetweenTwo;
            return Eventually.TrueAsync(() => crowd.Given >= target, "some commands were given");
        }
    }
}
