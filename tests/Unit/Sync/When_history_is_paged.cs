using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Sync;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Unit.Sync;

public sealed class When_history_is_paged : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada"], messages: 9);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("", 1, 10, false)]
    [InlineData("?limit=3", 8, 10, true)]
    [InlineData("?before=8&limit=3", 5, 7, true)]
    [InlineData("?before=4&limit=3", 1, 3, false)]
    [InlineData("?before=999&limit=1", 10, 10, true)]
    [InlineData("?after=0&limit=4", 1, 4, true)]
    [InlineData("?after=8&limit=4", 9, 10, false)]
    [InlineData("?around=5&limit=4", 4, 7, true)]
    [InlineData("?around=1&limit=4", 1, 4, false)]
    [InlineData("?around=10&limit=4", 7, 10, true)]
    [InlineData("?around=999&limit=4", 7, 10, true)]
    public async Task A_page_is_in_rising_seq_and_tells_whether_there_is_more(string query, long first, long last, bool more)
    {
        var page = (await GetAsync(query)).Body<EntryPage>();
        Assert.Equal(Enumerable.Range((int)first, (int)(last - first + 1)).Select(seq => (long)seq), page.Entries.Select(entry => entry.Seq));
        Assert.Equal((more, "e1"), (page.More, page.Epoch));
    }

    [Theory]
    [InlineData("?before=1"), InlineData("?before=0"), InlineData("?after=10"), InlineData("?after=9223372036854775807")]
    public async Task Beyond_either_end_a_page_is_empty(string query) => Assert.Empty((await GetAsync(query)).Body<EntryPage>().Entries);

    [Theory]
    [InlineData("?before=-1", "before"), InlineData("?after=NaN", "after"), InlineData("?after=1.5", "after"), InlineData("?before=", "before")]
    [InlineData("?before=5&after=2", "after"), InlineData("?after=5&around=2", "around"), InlineData("?before=5&at=2026-03-01T12:00:00Z", "at")]
    [InlineData("?around=x", "around"), InlineData("?at=noon", "at"), InlineData("?from=", "from"), InlineData("?contains=", "contains"), InlineData("?sender=", "sender")]
    [InlineData("?around=5&kind=message", "around"), InlineData("?thread=5&before=9", "thread"), InlineData("?thread=5&sender=ada", "thread")]
    [InlineData("?limit=0", "limit"), InlineData("?limit=201", "limit"), InlineData("?limit=1&limit=2", "limit")]
    public async Task A_bad_field_is_named(string query, string field)
    {
        var answer = await GetAsync(query);
        Assert.Equal((400, field), (answer.Status(), answer.Body<Problem>().Field));
    }

    [Fact]
    public async Task Only_members_may()
    {
        Assert.Equal(401, (await _world.ReadHistory.RunAsync(SyncWorld.Request(null), "c", default)).Status());
        Assert.Equal(403, (await _world.ReadHistory.RunAsync(SyncWorld.Request("eve"), "c", default)).Status());
        Assert.Equal(404, (await _world.ReadHistory.RunAsync(SyncWorld.Request("ada"), "none", default)).Status());
        Assert.Equal(404, (await _world.ReadHistory.RunAsync(SyncWorld.Request("ada"), new string('x', 2000), default)).Status());
    }

    [Fact]
    public async Task Next_leads_on_to_the_end()
    {
        var seqs = new List<long>();
        for (long? next = 0; next is { } after;)
        {
            var page = (await GetAsync($"?after={after}&limit=4")).Body<EntryPage>();
            seqs.AddRange(page.Entries.Select(entry => entry.Seq));
            next = page.Next;
        }
        Assert.Equal(Enumerable.Range(1, 10).Select(seq => (long)seq), seqs);
    }

    [Property]
    public bool A_page_around_a_seq_is_full_and_has_it(ushort headSeq, ushort seq, byte size)
    {
        var limit = Math.Max(1, size % (Limits.PageEntries + 1));
        var page = new PageQuery(null, null, limit) { Around = seq }.In(headSeq);
        return page.To - page.From + 1 == Math.Min(limit, headSeq) && (seq < 1 || seq > headSeq || page.From <= seq && seq <= page.To);
    }

    [Property]
    public bool Pages_one_after_the_other_hold_every_entry_once(ushort headSeq, byte size)
    {
        var limit = Math.Max(1, size % (Limits.PageEntries + 1));
        List<long> forward = [], backward = [];
        for (var page = new PageQuery(null, 0, limit).In(headSeq); ; page = new PageQuery(null, page.To, limit).In(headSeq))
        {
            for (var seq = page.From; seq <= page.To; seq++) forward.Add(seq);
            if (!page.More) break;
        }
        for (var page = new PageQuery(null, null, limit).In(headSeq); ; page = new PageQuery(page.From, null, limit).In(headSeq))
        {
            for (var seq = page.To; seq >= page.From; seq--) backward.Add(seq);
            if (!page.More) break;
        }
        return forward.SequenceEqual(Enumerable.Range(1, headSeq).Select(seq => (long)seq)) && backward.SequenceEqual(Enumerable.Reverse(forward));
    }

    Task<IActionResult> GetAsync(string query) => _world.ReadHistory.RunAsync(SyncWorld.Request("ada", query), "c", default);
}
