using System.Net;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_group_is_run(SharedWorld shared)
{
    [Fact]
    public async Task An_invited_user_sees_nothing_before_joining_and_everything_afterwards()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        var (ann, bob) = (users[0], users[1]);
        var id = await ann.CreateAsync();
        await ann.CommandAsync(HttpMethod.Post, $"conversations/{id}/invitations", new { members = new[] { bob.Id } });
        await ann.HasAsync(id, 2);
        using (var early = await bob.GetAsync($"conversations/{id}/messages")) Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);

        await bob.CommandAsync(HttpMethod.Post, $"conversations/{id}/join");
        var log = await bob.HasAsync(id, 3);

        Assert.Equal([bob.Id], log[2].Members!);
        await using var screen = await Screen.OpenAsync(shared.World, bob);
        await ann.SayAsync(id, "welcome");
        await screen.ShowsAsync(id, from: 4, to: 4);
    }

    [Fact]
    public async Task An_invitation_is_declined_or_withdrawn()
    {
        var users = await Some.UsersAsync(shared.World, 3);
        var (ann, bob, cid) = (users[0], users[1], users[2]);
        var id = await ann.CreateAsync();
        await ann.CommandAsync(HttpMethod.Post, $"conversations/{id}/invitations", new { members = new[] { bob.Id, cid.Id } });
        await ann.HasAsync(id, 2);
        using (var request = new HttpRequestMessage(HttpMethod.Delete, new Uri($"conversations/{id}/invitations/{cid.Id}", UriKind.Relative)))
        using (var meddling = await bob.CallAsync(request)) Assert.Equal(HttpStatusCode.Forbidden, meddling.StatusCode);

        await bob.CommandAsync(HttpMethod.Delete, $"conversations/{id}/invitations/{bob.Id}");
        await ann.CommandAsync(HttpMethod.Delete, $"conversations/{id}/invitations/{cid.Id}");

        var log = await ann.HasAsync(id, 4);
        Assert.Equal([(bob.Id, bob.Id), (ann.Id, cid.Id)], log.Skip(2).Select(entry => (entry.Sender, entry.Members!.Single())).OrderBy(it => it.Item1 == ann.Id));
        await using var screen = await Screen.OpenAsync(shared.World, bob);
        var late = await bob.CommandAsync(HttpMethod.Post, $"conversations/{id}/join");
        await Eventually.TrueAsync(() => screen.Rejected.Any(it => it.ClientMessageId == late.ClientMessageIds[0] && it.Reason == "not-invited"), "the joining is rejected");
    }

    [Fact]
    public async Task A_banned_member_is_out_until_the_ban_is_lifted()
    {
        var users = await Some.UsersAsync(shared.World, 3);
        var (ann, bob, cid) = (users[0], users[1], users[2]);
        var id = await ann.CreateAsync(bob, cid);
        await using var annSees = await Screen.OpenAsync(shared.World, ann);
        await ann.CommandAsync(HttpMethod.Patch, $"conversations/{id}/members/{cid.Id}", new { role = "moderator" });
        await ann.HasAsync(id, 2);

        await cid.CommandAsync(HttpMethod.Put, $"conversations/{id}/bans/{bob.Id}");
        await ann.HasAsync(id, 3);
        using (var history = await bob.GetAsync($"conversations/{id}/messages")) Assert.Equal(HttpStatusCode.Forbidden, history.StatusCode);
        var again = await ann.CommandAsync(HttpMethod.Post, $"conversations/{id}/members", new { members = new[] { bob.Id } });
        await Eventually.TrueAsync(() => annSees.Rejected.Any(it => it.ClientMessageId == again.ClientMessageIds[0] && it.Reason == "banned"), "the adding is rejected");

        await cid.CommandAsync(HttpMethod.Delete, $"conversations/{id}/bans/{bob.Id}");
        await ann.CommandAsync(HttpMethod.Post, $"conversations/{id}/members", new { members = new[] { bob.Id } });
        await bob.HasAsync(id, 5);
    }

    [Fact]
    public async Task A_channel_is_written_by_few_and_read_by_all()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        var (ann, bob) = (users[0], users[1]);
        var id = (await ann.CommandAsync(HttpMethod.Post, "conversations", new { kind = "channel", title = "News", members = new[] { bob.Id } })).ConversationId;
        await bob.HasAsync(id, 1);
        await ann.SayAsync(id, "first");
        await bob.HasAsync(id, 2);

        using var refused = await bob.SendAsync(id, "me too");
        await bob.CommandAsync(HttpMethod.Put, $"conversations/{id}/messages/2/reactions/nice");

        var log = await ann.HasAsync(id, 3);
        Assert.Equal([EntryKinds.ConversationCreated, EntryKinds.Message, EntryKinds.ReactionAdded], log.Select(entry => entry.Kind));
    }

    [Fact]
    public async Task Settings_hold_for_everyone_below_a_moderator()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        var (ann, bob) = (users[0], users[1]);
        var id = await ann.CreateAsync(bob);
        await using var bobSees = await Screen.OpenAsync(shared.World, bob);
        await ann.CommandAsync(HttpMethod.Patch, $"conversations/{id}", new { title = "Slow", metadata = new { topic = "tea" }, settings = new { slowModeSeconds = 3600 } });
        await ann.HasAsync(id, 2);

        await bob.SayAsync(id, "one");
        await bob.SayAsync(id, "two");

        await Eventually.TrueAsync(() => bobSees.Rejected.Any(it => it.Reason == "slow-mode"), "the second message is rejected");
        var log = await ann.HistoryAsync(id);
        Assert.Equal(("Slow", "tea", 3600), (log[1].Title, log[1].Metadata!["topic"], log[1].Settings!.SlowModeSeconds));
        Assert.Equal("one", log[^1].Text);
    }
}
