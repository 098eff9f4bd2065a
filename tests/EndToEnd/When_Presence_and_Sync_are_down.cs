using System.Net;
using System.Net.Http.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

/// <summary>Each for a minute: Presence is killed as often as the host starts it, Sync hangs. The second minute begins half-way through the
/// first, so that each is down alone, too.</summary>
[Collection(OneWorld.Name)]
public sealed class When_Presence_and_Sync_are_down(SharedWorld shared)
{
    static readonly TimeSpan Promised = TimeSpan.FromMinutes(1), Thought = TimeSpan.FromMilliseconds(200);

    readonly RunningWorld world = shared.World;

    [Fact]
    public async Task For_a_minute_sending_live_delivery_and_the_other_go_on_and_afterwards_everything_is_right_without_help()
    {
        await using var crowd = await Crowd.GatherAsync(world);
        await using var screen = await Screen.OpenAsync(world, crowd.Observer);
        var users = await Some.UsersAsync(world, 2);
        using User leaver = users[0], comer = users[1];
        var leaving = await Screen.OpenAsync(world, leaver);
        var door = await NegotiateAsync(comer);
        await screen.CallAsync("watch", (object)new[] { leaver.Id, comer.Id });
        var before = await crowd.Observer.SyncAsync(new());
        crowd.BeginSending(Thought);

        // Of neither end of a connection Presence hears. What is read is stored meanwhile.
        var presence = PresenceIsDownAsync();
        await leaving.DisposeAsync();
        await using var coming = await Screen.OpenAsync(world, door);
        var early = await ReadSomeAsync(crowd, screen, crowd.Everywhere[1]);
        await early.Stored;
        await GoesOnAsync(crowd, screen, Task.Delay(Promised / 2, TimeProvider.System));

        // What is read cannot be stored before Sync is back.
        var sync = SyncIsDownAsync();
        var late = await ReadSomeAsync(crowd, screen, crowd.Everywhere[2]);
        await GoesOnAsync(crowd, screen, presence);
        await SeesAsync(crowd.Observer, screen, leaver, online: false);
        await SeesAsync(crowd.Observer, screen, comer, online: true);
        await GoesOnAsync(crowd, screen, sync);

        await crowd.EndAsync();
        await late.Stored;
        foreach (var id in crowd.Everywhere)
            await IsRightAsync(crowd.Observer, id, screen, before.Token, new[] { early, late }.SingleOrDefault(it => it.Conversation == id).Seq);
    }

    static async Task<Negotiated> NegotiateAsync(User user)
    {
        using var answer = await user.CallAsync(new(HttpMethod.Post, new Uri("negotiate", UriKind.Relative)));
        return (await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.Negotiated))!;
    }

    async Task PresenceIsDownAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < Promised)
        {
            foreach (var worker in await world.WorkersAsync("Presence")) await Signals.SendAsync("KILL", worker);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    async Task SyncIsDownAsync()
    {
        var sync = Assert.Single(await world.WorkersAsync("Sync"));
        await Signals.SendAsync("STOP", sync);
        try { await Task.Delay(Promised, TimeProvider.System); }
        finally { await Signals.SendAsync("CONT", sync); }
    }

    /// <summary>Until the outage is over, and for some messages at least.</summary>
    static async Task GoesOnAsync(Crowd crowd, Screen screen, Task outage)
    {
        do await IsShownAsync(crowd, screen, messages: 50);
        while (!outage.IsCompleted);
        await outage;
    }

    static async Task IsShownAsync(Crowd crowd, Screen screen, int messages)
    {
        await crowd.SendMoreAsync(messages);
        var accepted = crowd.Accepted;
        await Eventually.TrueAsync(() => crowd.Everywhere.Sum(id => screen.Of(id).Count(IsMessage)) >= accepted, "what was accepted is on the screen");
    }

    /// <summary>In a conversation in which the observer writes nothing. As a client does, it asks until the place is stored.</summary>
    static async Task<(string Conversation, long Seq, Task Stored)> ReadSomeAsync(Crowd crowd, Screen screen, string id)
    {
        await Eventually.TrueAsync(() => screen.Of(id).Count > 10, "something is there to be read");
        var seq = screen.Of(id)[^1].Seq;
        return (id, seq, Eventually.TrueAsync(async () =>
        {
            try
            {
                using var answer = await crowd.Observer.PutAsync($"conversations/{id}/cursor", new NewCursor { Seq = seq }, ContractsJson.Wire.NewCursor);
                return answer.StatusCode == HttpStatusCode.NoContent;
            }
            catch (Exception lost) when (Unreachable.Is(lost)) { return false; }
        }, "the cursor is stored"));
    }

    /// <summary>Screen, list and catch-up hold what the log holds: nothing of it has the observer read, except what it wrote and up to where it said.</summary>
    static async Task IsRightAsync(User user, string id, Screen screen, string token, long read)
    {
        var log = await user.HistoryAsync(id);
        await screen.ShowsAsync(id, 2, log.Count);
        var own = log.LastOrDefault(entry => IsMessage(entry) && entry.Sender == user.Id)?.Seq ?? 0;
        var unread = log.Count(entry => IsMessage(entry) && entry.Seq > Math.Max(own, read));
        ConversationSummary? found = null;
        bool IsIn(IEnumerable<ConversationSummary> all) =>
            (found = all.SingleOrDefault(one => one.ConversationId == id)) is { } one && one.Seq == log[^1].Seq && one.Unread == unread;
        string Wanted() => $"{id} has {log[^1].Seq} entries, {unread} unread, not {found?.Seq} and {found?.Unread}";
        await Eventually.TrueAsync(async () => IsIn(await user.ConversationsAsync()), () => $"in the list {Wanted()}");
        await Eventually.TrueAsync(async () => IsIn((await user.SyncAsync(new() { Token = token })).Changed), () => $"to who catches up {Wanted()}");
    }

    static async Task SeesAsync(User viewer, Screen screen, User user, bool online)
    {
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await viewer.GetAsync($"presence?users={user.Id}");
            return answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.PresenceList))!.Users.Single().Online == online;
        }, $"{user.Id} is {(online ? "there" : "gone")}");
        await Eventually.TrueAsync(() => screen.Presence.Any(state => state.User == user.Id && state.Online == online), $"the watcher is told of {user.Id}");
    }

    static bool IsMessage(Entry entry) => entry.Kind == EntryKinds.Message;
}
