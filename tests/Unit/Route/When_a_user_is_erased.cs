using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public sealed class When_a_user_is_erased : IAsyncLifetime
{
    readonly RouteWorld _world = new();
    RouteWorld.Instance _instance = null!;

    [Fact]
    public async Task All_that_the_user_said_is_gone_and_the_log_keeps_every_place()
    {
        await RouteAsync(
            Settings("keep", new() { KeepEdits = true }), Some.Message("ann", "m1", "secret") with { Mentions = ["bob"] }, Target("ann", CommandKinds.PinMessage, "p", 3),
            Target("bob", CommandKinds.AddReaction, "r1", 3) with { Reaction = "👍" }, Some.Edit("ann", "e1", 3, "secret too"), Some.Message("bob", "n1", "hello @ann") with { Mentions = ["ann"] },
            Target("ann", CommandKinds.AddReaction, "r2", 7) with { Reaction = "👍" }, Target("bob", CommandKinds.AddReaction, "r3", 7) with { Reaction = "👍" },
            Target("ann", CommandKinds.AddReaction, "r4", 7) with { Reaction = "secret" }, Target("ann", CommandKinds.AddReaction, "r5", 3) with { Reaction = "👍" });
        var before = await _world.LogAsync();

        await RouteAsync(Erasure("x1", "ann"));

        var after = await _world.LogAsync();
        Assert.Equal(before.Select(it => (it.Seq, it.Kind, it.Sender, it.Time, it.Ordinal)), after.SkipLast(1).Select(it => (it.Seq, it.Kind, it.Sender, it.Time, it.Ordinal)));
        Assert.All(after.Where(it => it.Sender == "ann"), it => Assert.True(it is { Text: null, Mentions: null, Reactions: null, Reaction: null, PinnedAt: null }));
        Assert.Equal("hello @ann", after[6].Text);
        Assert.Equal([new("👍", 1)], after[6].Reactions!);
        Assert.Equal((EntryKinds.MembersRemoved, "ann"), (after[^1].Kind, Assert.Single(after[^1].Members!)));
        Assert.Equal((0, 1), ((await _world.HeadAsync())!.Pins, (await _world.HeadAsync())!.MemberCount));
        Assert.Empty(await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "p|", 10, default));
        Assert.Equal("bob", Assert.Single(await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "n|", 10, default)).By);
        Assert.Equal("bob", Assert.Single(await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "r|", 10, default)).By);
    }

    [Fact]
    public async Task What_was_sent_with_it_in_one_queue_message_is_gone_too_and_what_comes_after_is_refused()
    {
        await RouteAsync(Some.Message("ann", "m1"), Erasure("x1", "ann"), Some.Message("ann", "m2"), Some.Message("bob", "n1"));
        Assert.Equal([null, null, null, "text of n1"], (await _world.LogAsync()).Select(it => it.Text));
        Assert.Equal(RejectionReasons.NotMember, (await _world.FateAsync(Some.Message("ann", "m2")))!.Reason);
    }

    [Fact]
    public async Task Thousands_go_in_chunks_and_an_erasure_that_broke_off_goes_on()
    {
        for (var some = 0; some < 4; some++)
            await RouteAsync([.. Enumerable.Range(some * 100, 100).SelectMany(number => new[] { Some.Message("ann", $"m{number}"), Some.Message("bob", $"n{number}") })]);
        using (var soon = new CancellationTokenSource())
        {
            var erasing = _instance.Router.RouteAsync([Erasure("x1", "ann")], soon.Token);
            await UntilAsync(async () => (await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "x|", 1, default)).Count > 0);
            await soon.CancelAsync();
            await Task.WhenAny(erasing);
        }
        await _world.NewInstance().RouteAsync(Erasure("x1", "ann"));

        var log = await _world.LogAsync();
        Assert.Equal(Enumerable.Range(1, 802).Select(seq => (long)seq), log.Select(it => it.Seq));
        Assert.DoesNotContain(log, it => it.Sender == "ann" && it.Text is not null);
        Assert.Equal(400, log.Count(it => it.Text is not null));
    }

    [Fact]
    public async Task What_others_wrote_of_the_user_can_be_edited_and_deleted()
    {
        await RouteAsync(Some.Message("bob", "n1", "hello @ann") with { Mentions = ["ann"] }, Some.Message("bob", "n2", "bye @ann") with { Mentions = ["ann"] }, Erasure("x1", "ann"));
        await RouteAsync(Some.Edit("bob", "e1", 2, "hello"), Some.Deletion("bob", "d1", 3));

        Assert.Equal(["hello", null], (await _world.LogAsync()).Skip(1).Take(2).Select(it => it.Text));
        Assert.Empty(await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "n|", 10, default));
    }

    [Fact]
    public async Task One_that_comes_again_takes_nothing_of_what_the_user_said_since()
    {
        await RouteAsync(Erasure("x1", "bob"), Some.Addition("ann", "add", "bob"), Some.Message("bob", "back"));
        await RouteAsync(Erasure("x1", "bob"));

        Assert.Equal("text of back", (await _world.LogAsync())[^1].Text);
    }

    [Fact]
    public async Task Whoever_has_left_is_erased_without_an_entry_and_even_the_last_owner_goes()
    {
        await RouteAsync(Some.Message("bob", "n1"), Some.Removal("bob", "leave", "bob"), Erasure("x1", "bob"), Erasure("x2", "ann"));
        Assert.Equal([EntryKinds.ConversationCreated, EntryKinds.Message, EntryKinds.MembersRemoved, EntryKinds.MembersRemoved], (await _world.LogAsync()).Select(it => it.Kind));
        Assert.Null((await _world.LogAsync())[1].Text);
        Assert.Equal((3L, 4L), ((await _world.FateAsync(Erasure("x1")))!.Seq, (await _world.FateAsync(Erasure("x2")))!.Seq));
    }

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _instance = _world.NewInstance();
        await RouteAsync(Some.Group("ann", "bob"));
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var deadline = Environment.TickCount64 + 30_000; !await condition();) Assert.True(Environment.TickCount64 < deadline, "It took too long.");
    }

    async Task RouteAsync(params Command[] commands) => await _instance.RouteAsync(commands);

    static Command Erasure(string id, params string[] users) => Some.Command(CommandKinds.EraseUser, "operator", id) with { Members = users };

    static Command Settings(string id, ConversationSettings settings) => Some.Command(CommandKinds.ChangeConversation, "ann", id) with { Settings = settings };

    static Command Target(string sender, string kind, string id, long target) => Some.Command(kind, sender, id) with { Target = target };
}
