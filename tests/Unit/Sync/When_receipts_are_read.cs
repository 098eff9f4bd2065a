using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Unit.Sync;

/// <summary>Others' receipts that went missing live are here (open-im-server#3527).</summary>
public sealed class When_receipts_are_read : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob", "cat"], messages: 9);
        await PutAsync("ada", """{"seq":10}""");
        await PutAsync("bob", """{"seq":4,"delivered":10}""");
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Each_member_is_listed_with_what_it_read_and_received()
    {
        var list = (await GetAsync()).Body<ReceiptList>();
        Assert.Equal([new("ada", 10, 10), new("bob", 4, 10), new("cat", 0, 0)], list.Receipts!);
        Assert.Equal((10, 3, 1, 2), (list.Seq, list.Members, list.Read!.Value, list.Delivered!.Value));
    }

    [Fact]
    public async Task Any_seq_can_be_counted()
    {
        var list = (await GetAsync("?seq=4")).Body<ReceiptList>();
        Assert.Equal((4, 2, 2), (list.Seq, list.Read!.Value, list.Delivered!.Value));
    }

    [Fact]
    public async Task In_a_larger_conversation_they_are_counted()
    {
        _world.Thresholds.ReceiptMembers = 2;
        var list = (await GetAsync()).Body<ReceiptList>();
        Assert.Null(list.Receipts);
        Assert.Equal((1, 2), (list.Read!.Value, list.Delivered!.Value));
    }

    [Fact]
    public async Task Counts_are_good_for_ten_seconds()
    {
        _world.Thresholds.ReceiptMembers = 2;
        await GetAsync();
        var before = _world.Counters.Transactions;
        await GetAsync("?seq=4");

        const int headAndMember = 2;
        Assert.Equal(headAndMember, _world.Counters.Transactions - before);
    }

    [Fact]
    public async Task In_a_very_large_one_they_are_not()
    {
        _world.Thresholds.ReceiptMembers = 1;
        _world.Options.CountedMembers = 2;
        var list = (await GetAsync()).Body<ReceiptList>();
        Assert.Equal((3, null, null), (list.Members, list.Read, list.Delivered));
    }

    [Fact]
    public async Task Only_members_may() =>
        Assert.Equal(403, (await _world.ReadReceipts.RunAsync(SyncWorld.Request("eve"), "c", default)).Status());

    [Theory]
    [InlineData("?seq=-1"), InlineData("?seq=x")]
    public async Task A_seq_that_is_none_is_named(string query) => Assert.Equal("seq", (await GetAsync(query)).Body<Problem>().Field);

    Task<IActionResult> GetAsync(string query = "") => _world.ReadReceipts.RunAsync(SyncWorld.Request("ada", query), "c", default);

    Task PutAsync(string user, string body) => _world.MoveCursor.RunAsync(SyncWorld.Request(user, body: body), "c", default);
}
