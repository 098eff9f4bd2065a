using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Mvc;
using Moq;

namespace Messaging.Unit.Sync;

public sealed class When_preferences_are_set : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob"], messages: 9);
        await _world.TouchAsync("c", "bob");
        await _world.MoveCursor.RunAsync(SyncWorld.Request("bob", body: """{"seq":10}"""), "c", default);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Each_is_kept_and_what_is_absent_stays()
    {
        await PutAsync("""{"pinned":true,"mutedUntil":"2026-03-02T00:00:00Z"}""");
        await PutAsync("""{"archived":true}""");
        await PutAsync("""{"pinned":false}""");

        var mine = await SummaryAsync();
        Assert.Equal((false, true, new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), 10), (mine.Pinned, mine.Archived, mine.MutedUntil!.Value, mine.ReadSeq));
    }

    [Fact]
    public async Task A_mute_ends_by_itself()
    {
        await PutAsync("""{"mutedUntil":"2026-03-01T13:00:00Z"}""");
        _world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null((await SummaryAsync()).MutedUntil);
    }

    [Fact]
    public async Task The_users_other_devices_are_told_live_and_when_they_sync()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        var token = (await _world.SyncAsync("bob", new())).Token;
        await PutAsync("""{"pinned":true}""");

        _world.SignalR.Verify(signalR => signalR.SendToUserAsync(
            "acme|bob", Hub.Inbox, new InboxEvent("c", null, false, new Preferences { Pinned = true }), It.IsAny<CancellationToken>()));
        Assert.True(Assert.Single((await _world.SyncAsync("bob", new() { Token = token })).Changed).Pinned);
    }

    [Fact]
    public async Task From_where_it_is_marked_unread_everything_is_and_the_cursor_stays()
    {
        await PutAsync("""{"unreadFrom":8}""");
        var mine = await SummaryAsync();
        Assert.Equal((3, 8, 10), (mine.Unread, mine.UnreadFrom!.Value, mine.ReadSeq));
    }

    [Theory]
    [InlineData("""{"seq":10}""", 0), InlineData("""{"seq":9}""", 3), InlineData("""{"delivered":10}""", 3)]
    public async Task It_stays_unread_until_it_is_read_again(string cursor, long unread)
    {
        await PutAsync("""{"unreadFrom":8}""");
        await _world.MoveCursor.RunAsync(SyncWorld.Request("bob", body: cursor), "c", default);
        Assert.Equal(unread, (await SummaryAsync()).Unread);
    }

    [Fact]
    public async Task The_mark_can_be_taken_back()
    {
        await PutAsync("""{"unreadFrom":8}""");
        await PutAsync("""{"unreadFrom":0}""");
        Assert.Equal((0, null), ((await SummaryAsync()).Unread, (await SummaryAsync()).UnreadFrom));
    }

    [Theory]
    [InlineData("""{"unreadFrom":11}""", "unreadFrom"), InlineData("""{"unreadFrom":-1}""", "unreadFrom"), InlineData("""{"pinned":"yes"}""", "pinned")]
    [InlineData("""{"mutedUntil":"soon"}""", "mutedUntil")]
    public async Task A_bad_field_is_named(string body, string field)
    {
        var answer = await PutAsync(body);
        Assert.Equal((400, field), (answer.Status(), answer.Body<Problem>().Field));
    }

    [Fact]
    public async Task A_stranger_has_none() =>
        Assert.Equal(403, (await _world.SetPreferences.RunAsync(SyncWorld.Request("eve", body: "{}"), "c", default)).Status());

    [Fact]
    public async Task What_is_muted_is_not_in_the_badge()
    {
        await PutAsync("""{"unreadFrom":8}""");
        Assert.Equal(3, (await ListAsync()).Unread);
        await PutAsync("""{"mutedUntil":"2026-03-02T00:00:00Z"}""");
        Assert.Equal(0, (await ListAsync()).Unread);
    }

    Task<IActionResult> PutAsync(string body) => _world.SetPreferences.RunAsync(SyncWorld.Request("bob", body: body), "c", default);

    async Task<ConversationList> ListAsync() => (await _world.ListConversations.RunAsync(SyncWorld.Request("bob"), default)).Body<ConversationList>();

    async Task<ConversationSummary> SummaryAsync() => Assert.Single((await ListAsync()).Conversations);
}
