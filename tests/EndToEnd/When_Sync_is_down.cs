using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_Sync_is_down(SharedWorld shared)
{
    static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    readonly RunningWorld world = shared.World;

    [Fact]
    public async Task Sending_and_live_delivery_go_on_and_afterwards_everything_is_right_without_help()
    {
        await using var crowd = await Crowd.GatherAsync(world);
        await using var screen = await Screen.OpenAsync(world, crowd.Observer);
        crowd.BeginSending();
        var sync = Assert.Single(await world.WorkersAsync("Sync"));

        await Signals.SendAsync("STOP", sync);
        try
        {
            var since = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(since) < Length) await crowd.SendMoreAsync(50);
            var accepted = crowd.Accepted;
            await Eventually.TrueAsync(() => crowd.Everywhere.Sum(id => screen.Of(id).Count(IsMessage)) >= accepted, "what was accepted is on the screen");
        }
        finally { await Signals.SendAsync("CONT", sync); }

        await crowd.EndAsync();
        foreach (var id in crowd.Everywhere) await ListsAsync(crowd.Observer, id);
    }

    /// <summary>The list counts what the log holds: nothing of it has the observer read, except what it wrote.</summary>
    static Task ListsAsync(User user, string id) => Eventually.TrueAsync(async () =>
    {
        var log = await user.HistoryAsync(id);
        var own = log.LastOrDefault(entry => IsMessage(entry) && entry.Sender == user.Id)?.Seq ?? 0;
        var listed = (await user.ConversationsAsync()).SingleOrDefault(one => one.ConversationId == id);
        return listed?.Seq == log[^1].Seq && listed.Unread == log.Count(entry => IsMessage(entry) && entry.Seq > own);
    }, $"the list counts what {id} holds");

    static bool IsMessage(Entry entry) => entry.Kind == EntryKinds.Message;
}
