using System.Net.Http.Json;
using Messaging.Contracts;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_Presence_is_down(SharedWorld shared)
{
    static readonly TimeSpan Down = TimeSpan.FromSeconds(10);

    readonly RunningWorld world = shared.World;

    [Fact]
    public async Task Sending_and_live_delivery_go_on_and_presence_is_right_again_by_itself()
    {
        await using var crowd = await Crowd.GatherAsync(world);
        await using var screen = await Screen.OpenAsync(world, crowd.Observer);
        using var bob = (await Some.UsersAsync(world, 1)).Single();
        var bobSees = await Screen.OpenAsync(world, bob);
        await screen.CallAsync("watch", (object)new[] { bob.Id });
        crowd.BeginSending();

        // Every worker that the host starts is killed at once, and bob's end falls into that time.
        var killing = KeepDownAsync();
        await bobSees.DisposeAsync();
        await crowd.SendMoreAsync(200);
        await killing;

        await world.ReadyAsync();
        await crowd.EndAsync();
        foreach (var conversation in crowd.Everywhere)
            await screen.ShowsAsync(conversation, 2, (await crowd.Observer.HistoryAsync(conversation)).Count);
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await crowd.Observer.GetAsync($"presence?users={bob.Id}");
            return answer.IsSuccessStatusCode && !(await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.PresenceList))!.Users.Single().Online;
        }, "bob is seen to be gone");
        await Eventually.TrueAsync(() => screen.Presence.Any(state => state.User == bob.Id && !state.Online), "the watcher is told");
    }

    async Task KeepDownAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < Down)
        {
            foreach (var worker in await world.WorkersAsync("Presence")) await Signals.SendAsync("KILL", worker);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
