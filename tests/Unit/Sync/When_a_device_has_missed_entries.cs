using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Sync;

public sealed class When_a_device_has_missed_entries : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob"], messages: 9);
        await _world.TouchAsync("c", "bob");
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task It_gets_exactly_those_after_what_it_knows() => Expect(await MissedAsync(new("c", "e1", 7)), [8, 9, 10], gap: null);

    [Fact]
    public async Task That_knows_everything_it_gets_none() => Assert.Null(await MissedAsync(new("c", "e1", 10)));

    [Fact]
    public async Task Too_many_for_one_answer_it_gets_the_newest_and_the_gap_before_them()
    {
        Expect(await MissedAsync(new("c", "e1", 2), each: 3), [8, 9, 10], new(3, 7));
        Expect(await MissedAsync(new("c", "e1", 2), entries: 2), [9, 10], new(3, 8));
        Expect(await MissedAsync(new("c", "e1", 2), entries: 0), [], new(3, 10));
    }

    [Fact]
    public async Task Of_a_log_that_it_does_not_know_it_gets_the_newest()
    {
        Expect(await MissedAsync(null, each: 2), [9, 10], new(1, 8));
        Expect(await MissedAsync(null), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], gap: null);
    }

    [Theory]
    [InlineData("e0", 7), InlineData("e1", 11), InlineData("", 0)]
    public async Task Of_a_log_restored_from_an_older_state_it_starts_anew(string epoch, long seq)
    {
        var missed = await MissedAsync(new("c", epoch, seq), each: 2);
        Expect(missed, [9, 10], new(1, 8));
        Assert.True(missed!.Restart);
    }

    [Fact]
    public async Task The_whole_answer_holds_no_more_than_it_takes()
    {
        await _world.HasConversationAsync("d", ["bob"], messages: 9);
        await _world.TouchAsync("d", "bob");

        var answer = await _world.SyncAsync("bob", new() { Entries = 15, Known = [new("c", "e1", 0), new("d", "e1", 0)] });

        Assert.Equal(15, answer.Missed.Sum(missed => missed.Entries.Count));
        foreach (var missed in answer.Missed) Assert.Equal(10, missed.Entries.Count + (missed.Gap is { } gap ? gap.To - gap.From + 1 : 0));
    }

    [Fact]
    public async Task Ones_own_among_them_are_read()
    {
        await _world.HasConversationAsync("mine", ["bob"], messages: 3);
        await _world.TouchAsync("mine", "bob");
        Assert.Equal(0, (await _world.SyncAsync("bob", new())).Changed.Single(one => one.ConversationId == "mine").Unread);
    }

    [Fact]
    public async Task A_few_are_one_read_with_the_look_at_the_member()
    {
        await _world.SyncAsync("bob", new());
        var before = _world.Counters.Transactions;

        await MissedAsync(new("c", "e1", 7));

        const int hints = 1, cursors = 1, conversation = 1;
        Assert.Equal(hints + cursors + conversation, _world.Counters.Transactions - before);
    }

    [Theory]
    [InlineData("""{"entries":-1}""", "entries"), InlineData("""{"entries":5001}""", "entries"), InlineData("""{"entriesPerConversation":0}""", "entriesPerConversation")]
    [InlineData("""{"known":[null]}""", "known[0].conversationId"), InlineData("""{"known":[{"conversationId":"","epoch":"e","seq":1}]}""", "known[0].conversationId")]
    [InlineData("""{"known":[{"conversationId":"c","epoch":"e","seq":-1}]}""", "known[0].seq"), InlineData("""{"token":5}""", "token")]
    public async Task A_bad_field_is_named(string body, string field)
    {
        var answer = await _world.CatchUp.RunAsync(SyncWorld.Request("bob", body: body), default);
        Assert.Equal((400, field), (answer.Status(), answer.Body<Problem>().Field));
    }

    [Fact]
    public async Task A_log_that_grows_between_entries_and_head_is_read_again()
    {
        var head = await _world.Conversations.HeadAsync(SyncWorld.Tenant, "c", default);
        await _world.Table(TableNames.Conversations).UpsertEntityAsync((head! with { Seq = 12 }).Row(Keys.Partition(SyncWorld.Tenant, "c")));
        Assert.Null(await _world.Conversations.AfterAsync(SyncWorld.Tenant, "c", 7, 50, default));
    }

    static void Expect(MissedEntries? missed, long[] seqs, Gap? gap)
    {
        Assert.Equal(seqs, missed!.Entries.Select(entry => entry.Seq));
        Assert.Equal(gap, missed.Gap);
    }

    async Task<MissedEntries?> MissedAsync(KnownLog? known, int? entries = null, int? each = null) => (await _world.SyncAsync("bob", new()
    {
        Known = known is null ? null : [known],
        Entries = entries,
        EntriesPerConversation = each,
    })).Missed.SingleOrDefault();
}
