using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

/// <summary>What users of other platforms report as lost, doubled or counted wrong; the numbers name their issues.</summary>
[Collection(OneWorld.Name)]
public sealed class When_a_device_comes_back(SharedWorld shared)
{
    readonly RunningWorld world = shared.World;

    /// <summary>open-im-server#272, #1366; openim-sdk-core#845.</summary>
    [Fact]
    public async Task It_gets_exactly_what_it_missed_once_and_in_order()
    {
        var (ann, bob, id) = await PairAsync();
        await ann.SayAsync(id, "before");
        await ann.HasAsync(id, 2);
        var before = await ListedAsync(bob, id, seq: 2);
        for (var number = 1; number <= 5; number++) await ann.SayAsync(id, $"{number}");
        await ann.HasAsync(id, 7);

        var missed = Assert.Single((await bob.SyncAsync(new() { Token = before.Token, Known = [new(id, Of(before, id).Epoch, 2)] })).Missed);

        Assert.Equal([3, 4, 5, 6, 7], missed.Entries.Select(entry => entry.Seq));
        Assert.Equal(["1", "2", "3", "4", "5"], missed.Entries.Select(entry => entry.Text));
        Assert.Null(missed.Gap);
    }

    /// <summary>centrifugo#165, #230: a client must know when it did not get everything.</summary>
    [Fact]
    public async Task What_one_answer_does_not_hold_is_named_and_can_be_read()
    {
        var (ann, bob, id) = await PairAsync();
        for (var number = 1; number <= 9; number++) await ann.SayAsync(id, $"{number}");
        await ann.HasAsync(id, 10);
        var epoch = Of(await ListedAsync(bob, id, seq: 10), id).Epoch;

        var missed = Assert.Single((await bob.SyncAsync(new() { Known = [new(id, epoch, 1)], EntriesPerConversation = 3 })).Missed);

        Assert.Equal(new Gap(2, 7), missed.Gap);
        Assert.Equal([8, 9, 10], missed.Entries.Select(entry => entry.Seq));
    }

    /// <summary>open-im-server#2807, status-legacy#6716.</summary>
    [Fact]
    public async Task Ones_own_messages_are_not_unread_on_any_device()
    {
        var (ann, _, id) = await PairAsync();
        await ann.SayAsync(id, "mine");
        await ann.HasAsync(id, 2);

        await Eventually.TrueAsync(async () => (await ann.ConversationsAsync()).Any(one => one.ConversationId == id && one is { Seq: 2, Unread: 0 }), "nothing is unread");
        Assert.Equal(0, Of(await ann.SyncAsync(new()), id).Unread);
    }

    /// <summary>stream-chat-swift#2309, RocketChat#18781, chat-sdk-ios#156.</summary>
    [Fact]
    public async Task What_was_read_on_another_device_is_read_here()
    {
        var (ann, bob, id) = await PairAsync();
        await using var other = await Screen.OpenAsync(world, bob);
        for (var number = 1; number <= 3; number++) await ann.SayAsync(id, $"{number}");
        Assert.Equal(3, Of(await ListedAsync(bob, id, seq: 4), id).Unread);

        await bob.ReadAsync(id, 3);

        await Eventually.TrueAsync(() => other.Inbox.Any(live => live.ConversationId == id && live.ReadSeq == 3), "the other device is told");
        Assert.Equal((1, 3), (Of(await bob.SyncAsync(new()), id).Unread, Of(await bob.SyncAsync(new()), id).ReadSeq));
    }

    /// <summary>open-im-server#3527, #2931, #1409.</summary>
    [Fact]
    public async Task Receipts_come_live_and_are_there_to_be_read()
    {
        var (ann, bob, id) = await PairAsync();
        await using var screen = await Screen.OpenAsync(world, ann);
        await ann.SayAsync(id, "seen?");
        await ann.HasAsync(id, 2);

        await bob.ReadAsync(id, 2);

        await Eventually.TrueAsync(() => screen.Receipts.Any(live => live.Receipts.Contains(new(bob.Id, 2, 2))), "the receipt comes");
        using var answer = await ann.GetAsync($"conversations/{id}/receipts");
        var list = System.Text.Json.JsonSerializer.Deserialize(await answer.Content.ReadAsStreamAsync(), ContractsJson.Wire.ReceiptList)!;
        Assert.Contains(new(bob.Id, 2, 2), list.Receipts!);
    }

    async Task<(User Ann, User Bob, string Id)> PairAsync()
    {
        var users = await Some.UsersAsync(world, 2);
        return (users[0], users[1], await users[0].CreateAsync(users[1]));
    }

    /// <summary>Waits until the list knows the conversation up to a seq.</summary>
    static Task<SyncAnswer> ListedAsync(User user, string id, long seq) => Eventually.SomeAsync(async () =>
        await user.SyncAsync(new() { Entries = 0 }) is var answer && answer.Changed.Any(one => one.ConversationId == id && one.Seq >= seq) ? answer : null, $"{id} is listed");

    static ConversationSummary Of(SyncAnswer answer, string id) => answer.Changed.Single(one => one.ConversationId == id);
}
