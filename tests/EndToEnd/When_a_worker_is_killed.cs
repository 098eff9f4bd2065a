using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_worker_is_killed(SharedWorld shared)
{
    readonly RunningWorld world = shared.World;

    [Theory]
    [InlineData("Send")]
    [InlineData("Route")]
    [InlineData("FanOut")]
    [InlineData("Presence")]
    [InlineData("Sync")]
    public async Task It_is_started_again_and_no_accepted_message_is_lost_doubled_or_out_of_order(string app)
    {
        await using var crowd = await Crowd.GatherAsync(world);
        await using var screen = await Screen.OpenAsync(world, crowd.Observer);
        crowd.BeginSending();
        await crowd.SendMoreAsync(100);
        var others = await OthersAsync(app);
        var killed = Assert.Single(await world.WorkersAsync(app));

        await Signals.SendAsync("KILL", killed);

        await Eventually.TrueAsync(async () => await world.WorkersAsync(app) is [var started] && started != killed, $"{app} has a new worker");
        await world.ReadyAsync();
        Assert.Equal(others, await OthersAsync(app));
        await crowd.SendMoreAsync(100);
        await crowd.EndAsync();
        foreach (var conversation in crowd.Everywhere)
            await screen.ShowsAsync(conversation, 2, (await crowd.Observer.HistoryAsync(conversation)).Count);
    }

    async Task<IReadOnlyList<int>> OthersAsync(string app) => [.. (await world.WorkersAsync()).Except(await world.WorkersAsync(app))];
}
