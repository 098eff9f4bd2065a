using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Sync;

public sealed class When_history_is_searched : IAsyncLifetime
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly SyncWorld _world = new();

    /// <summary>Twelve entries, one a minute, by ada and bob in turns.</summary>
    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        var head = await _world.HasConversationAsync("c", ["ada", "bob"], messages: 11);
        for (var seq = 1; seq <= 12; seq++)
            await WriteAsync((await EntryAsync(seq)) with
            {
                Time = Noon.AddMinutes(seq),
                Sender = seq % 2 == 0 ? "ada" : "bob",
                Kind = seq == 1 ? EntryKinds.ConversationCreated : seq == 6 ? EntryKinds.MembersAdded : EntryKinds.Message,
            });
        await _world.Table(TableNames.Conversations).UpsertEntityAsync((head with { LastTime = Noon.AddMinutes(12) }).Row(Partition));
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("?at=2026-03-01T12:05:00Z&limit=2", "5,6")]
    [InlineData("?at=2026-03-01T12:05:30Z&limit=2", "6,7")]
    [InlineData("?at=2026-03-01T00:00:00Z&limit=2", "1,2")]
    [InlineData("?at=2026-03-02T00:00:00Z&limit=2", "")]
    public async Task A_page_begins_at_a_time(string query, string seqs) => Assert.Equal(seqs, Seqs(await GetAsync(query)));

    [Theory]
    [InlineData("?kind=conversation-created,members-added", "1,6")]
    [InlineData("?sender=ada", "2,4,6,8,10,12")]
    [InlineData("?sender=ada&kind=message&limit=2", "10,12")]
    [InlineData("?sender=ada&after=4&limit=2", "6,8")]
    [InlineData("?contains=TEXT%201", "10,11,12")]
    [InlineData("?contains=nothing", "")]
    [InlineData("?from=2026-03-01T12:03:00Z&to=2026-03-01T12:06:00Z", "3,4,5")]
    [InlineData("?sender=bob&from=2026-03-01T12:03:00Z&to=2026-03-01T12:06:00Z", "3,5")]
    [InlineData("?sender=bob&at=2026-03-01T12:08:00Z&limit=1", "9")]
    public async Task Only_what_matches_is_there_in_rising_seq(string query, string seqs) => Assert.Equal(seqs, Seqs(await GetAsync(query)));

    [Fact]
    public async Task What_was_deleted_is_not_found()
    {
        await WriteAsync((await EntryAsync(12)) with { Text = null, DeletedAt = Noon });
        Assert.Equal("10,11", Seqs(await GetAsync("?contains=text%201")));
    }

    [Fact]
    public async Task Next_leads_on_from_the_last_match_in_both_directions()
    {
        var newest = await GetAsync("?sender=ada&limit=2");
        Assert.Equal((true, 10), (newest.More, newest.Next!.Value));
        Assert.Equal("6,8", Seqs(await GetAsync($"?sender=ada&limit=2&before={newest.Next}")));

        var oldest = await GetAsync("?sender=ada&limit=2&after=0");
        Assert.Equal((true, 4), (oldest.More, oldest.Next!.Value));
    }

    [Fact]
    public async Task A_request_looks_at_two_thousand_entries_and_tells_where_it_stopped()
    {
        await _world.HasConversationAsync("long", ["ada"], messages: 2_100, entries: false);
        var page = (await _world.ReadHistory.RunAsync(SyncWorld.Request("ada", "?contains=x"), "long", default)).Body<EntryPage>();
        Assert.Equal((0, true, 102), (page.Entries.Count, page.More, page.Next!.Value));
    }

    [Fact]
    public async Task A_thread_is_its_first_message_and_the_answers_to_it()
    {
        foreach (var seq in new long[] { 5, 8, 11 })
            await _world.Table(TableNames.Conversations).UpsertEntityAsync(new Mark(Keys.Answer(3, seq), "ada", Noon, seq).Row(Partition));

        var first = await GetAsync("?thread=3&limit=2");
        Assert.Equal(("3,5", true, 5), (Seqs(first), first.More, first.Next!.Value));
        var second = await GetAsync($"?thread=3&limit=2&after={first.Next}");
        Assert.Equal(("8,11", false), (Seqs(second), second.More));
    }

    [Fact]
    public async Task An_unchanged_page_costs_no_body_and_an_edit_changes_it()
    {
        var request = SyncWorld.Request("ada", "?before=5");
        await _world.ReadHistory.RunAsync(request, "c", default);
        var headers = request.HttpContext.Response.Headers;
        Assert.Equal(["no-cache", "private"], headers.CacheControl.ToString().Split(", ").Order());
        Assert.Equal("Authorization", $"{headers.Vary}");

        Assert.Equal(304, await StatusAsync($"{headers.ETag}"));
        Assert.Equal(304, await StatusAsync($"\"other\", W/{headers.ETag}"));
        await WriteAsync((await EntryAsync(4)) with { Text = "edited" });
        Assert.Equal(200, await StatusAsync($"{headers.ETag}"));

        async Task<int> StatusAsync(string known)
        {
            var again = SyncWorld.Request("ada", "?before=5");
            again.Headers.IfNoneMatch = known;
            return (await _world.ReadHistory.RunAsync(again, "c", default)).Status();
        }
    }

    static string Partition => Keys.Partition(SyncWorld.Tenant, "c");

    async Task<EntryPage> GetAsync(string query) => (await _world.ReadHistory.RunAsync(SyncWorld.Request("ada", query), "c", default)).Body<EntryPage>();

    async Task<Entry> EntryAsync(long seq) => (await _world.Conversations.EntryAsync(SyncWorld.Tenant, "c", seq, default))!;

    Task WriteAsync(Entry entry) => _world.Table(TableNames.Conversations).UpsertEntityAsync(entry.Row(Partition));

    static string Seqs(EntryPage page) => string.Join(',', page.Entries.Select(entry => entry.Seq));
}
