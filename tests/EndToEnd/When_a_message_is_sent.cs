using System.Net;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_message_is_sent(SharedWorld shared) : IAsyncLifetime
{
    readonly RunningWorld world = shared.World;
    User alice = null!, bob = null!, stranger = null!;
    string conversation = "";

    public async Task InitializeAsync()
    {
        var users = await Some.UsersAsync(world, 3);
        (alice, bob, stranger) = (users[0], users[1], users[2]);
        conversation = await alice.CreateAsync(bob);
    }

    public Task DisposeAsync()
    {
        foreach (var user in new[] { alice, bob, stranger }) user.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task It_is_in_every_members_history_in_order_without_a_gap()
    {
        foreach (var text in new[] { "one", "two", "three" }) await alice.SayAsync(conversation, text);

        var log = await bob.HasAsync(conversation, 4);

        Assert.Equal([1, 2, 3, 4], log.Select(entry => entry.Seq));
        Assert.Equal([EntryKinds.ConversationCreated, EntryKinds.Message, EntryKinds.Message, EntryKinds.Message], log.Select(entry => entry.Kind));
        Assert.Equal(["one", "two", "three"], log.Skip(1).Select(entry => entry.Text));
    }

    [Fact]
    public async Task It_is_unread_for_the_others_and_read_for_its_sender()
    {
        foreach (var text in new[] { "one", "two", "three" }) await alice.SayAsync(conversation, text);
        await bob.HasAsync(conversation, 4);

        await Eventually.TrueAsync(async () => (await bob.ConversationsAsync()).Any(one => one.ConversationId == conversation && one.Unread == 3), "3 unread");
        await Eventually.TrueAsync(async () => (await alice.ConversationsAsync()).Any(one => one.ConversationId == conversation && one.Unread == 0), "0 unread");
    }

    [Fact]
    public async Task Sent_twice_under_one_client_message_id_it_appears_once()
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var answer = await alice.SendAsync(conversation, "once", "the-same");
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        await alice.SayAsync(conversation, "last");
        var log = await alice.HasAsync(conversation, entries => entries.Any(entry => entry.Text == "last"), "the last message");
        Assert.Equal(["once", "last"], log.Skip(1).Select(entry => entry.Text));
    }

    [Fact]
    public async Task It_is_on_every_members_screen_and_on_no_strangers()
    {
        await using var aliceSees = await Screen.OpenAsync(world, alice);
        await using var bobSees = await Screen.OpenAsync(world, bob);
        await using var strangerSees = await Screen.OpenAsync(world, stranger);

        await alice.SayAsync(conversation, "hello");

        await bobSees.ShowsAsync(conversation, 2, 2);
        await aliceSees.ShowsAsync(conversation, 2, 2);
        Assert.Equal("hello", bobSees.Of(conversation).Single(entry => entry.Seq == 2).Text);
        Assert.Empty(strangerSees.Of(conversation));
    }

    [Fact]
    public async Task A_stranger_is_refused()
    {
        using var answer = await stranger.SendAsync(conversation, "let me in");
        using var history = await stranger.GetAsync($"conversations/{conversation}/messages");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, history.StatusCode);
    }
}
