using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Sync;
using Microsoft.AspNetCore.Mvc;
using Moq;

namespace Messaging.Unit.Sync;

public sealed class When_a_cursor_moves : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob"], messages: 9);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(4, 3), InlineData(10, 9)]
    public async Task It_takes_the_ordinal_of_the_entry_and_tells_others_and_other_devices(long seq, long ordinal)
    {
        Assert.Equal(204, (await PutAsync($$"""{"seq":{{seq}}}""")).Status());

        Assert.Equal(new Cursor(seq, ordinal, Delivered: seq), await CursorAsync());
        var (queue, message) = (await _world.QueuedAsync(1)).Single();
        Assert.Equal((Queues.FanOut, FactTypes.CursorsMoved), (queue, message.Subject));
        Assert.Equal($$"""{"tenant":"acme","moves":[{"conversationId":"c","user":"bob","seq":{{seq}},"ordinal":{{ordinal}},"delivered":{{seq}}}]}""", message.Body.ToString());
        _world.SignalR.Verify(signalR => signalR.SendToUserAsync("acme|bob", Hub.Inbox, new InboxEvent("c", seq, false, null), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task What_a_device_has_received_is_kept_beside_what_is_read_and_never_behind_it()
    {
        await PutAsync("""{"delivered":7}""");
        Assert.Equal(new Cursor(0, 0, Delivered: 7), await CursorAsync());
        await PutAsync("""{"seq":4}""");
        Assert.Equal(new Cursor(4, 3, Delivered: 7), await CursorAsync());
        await PutAsync("""{"seq":9,"delivered":8}""");
        Assert.Equal(new Cursor(9, 8, Delivered: 9), await CursorAsync());
    }

    [Theory]
    [InlineData("""{"seq":5}"""), InlineData("""{"delivered":3}""")]
    public async Task Backward_nothing_changes_and_nothing_is_told(string body)
    {
        await PutAsync("""{"seq":6}""");
        await _world.QueuedAsync(1);
        _world.SignalR.Invocations.Clear();

        Assert.Equal(204, (await PutAsync(body)).Status());
        Assert.Equal(6, (await CursorAsync()).Seq);
        await _world.Receipts.StopAsync(default);
        Assert.Single(_world.Queued);
        Assert.Empty(_world.SignalR.Invocations);
    }

    [Fact]
    public async Task To_the_same_place_again_it_is_told_again()
    {
        await PutAsync("""{"seq":6}""");
        await _world.QueuedAsync(1);
        await PutAsync("""{"seq":6}""");
        await _world.Receipts.StopAsync(default);
        Assert.Equal(2, _world.Queued.Count);
    }

    [Theory]
    [InlineData("""{"seq":11}""", "seq"), InlineData("""{"seq":-1}""", "seq"), InlineData("""{"seq":"NaN"}""", "seq"), InlineData("""{"seq":1.5}""", "seq")]
    [InlineData("{}", "seq"), InlineData("""{"delivered":11}""", "delivered"), InlineData("""{"seq":4,"delivered":-1}""", "delivered")]
    public async Task To_a_place_that_is_none_the_field_is_named(string body, string field)
    {
        var answer = await PutAsync(body);
        Assert.Equal((400, field), (answer.Status(), answer.Body<Problem>().Field));
    }

    [Fact]
    public async Task On_many_devices_at_once_the_furthest_wins()
    {
        await Task.WhenAll(Enumerable.Range(1, 10).Select(seq => PutAsync($$"""{"seq":{{seq}}}""")));
        Assert.Equal(new Cursor(10, 9, Delivered: 10), await CursorAsync());
    }

    [Fact]
    public async Task While_SignalR_is_away_the_cursor_is_kept_all_the_same()
    {
        _world.SignalR.Setup(signalR => signalR.SendToUserAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<InboxEvent>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new HttpRequestException());
        Assert.Equal(204, (await PutAsync("""{"seq":2}""")).Status());
    }

    [Fact]
    public async Task Of_a_stranger_it_is_refused() =>
        Assert.Equal(403, (await _world.MoveCursor.RunAsync(SyncWorld.Request("eve", body: """{"seq":1}"""), "c", default)).Status());

    Task<IActionResult> PutAsync(string body) => _world.MoveCursor.RunAsync(SyncWorld.Request("bob", body: body), "c", default);

    async Task<Cursor> CursorAsync() => (await _world.Inbox.StandingAsync(SyncWorld.Tenant, "bob", "c", default)).Cursor;
}
