using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
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

    [Fact]
    public async Task It_takes_the_ordinal_of_the_entry_and_tells_others_and_other_devices()
    {
        Assert.Equal(204, (await PutAsync("""{"seq":4}""")).Status());

        Assert.Equal(new Cursor(4, 3), await CursorAsync());
        var (queue, message) = Assert.Single(_world.Queued);
        Assert.Equal((Queues.FanOut, FactTypes.CursorMoved), (queue, message.Subject));
        Assert.Equal("""{"tenant":"acme","conversationId":"c","user":"bob","seq":4}""", message.Body.ToString());
        _world.SignalR.Verify(signalR => signalR.SendToUserAsync("acme|bob", Hub.Inbox, new InboxEvent("c", 4, false), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Backward_nothing_changes_and_nothing_is_told()
    {
        await PutAsync("""{"seq":6}""");
        _world.Queued.Clear();

        Assert.Equal(204, (await PutAsync("""{"seq":5}""")).Status());
        Assert.Equal(6, (await CursorAsync()).Seq);
        Assert.Empty(_world.Queued);
    }

    [Fact]
    public async Task To_the_same_place_again_it_is_told_again()
    {
        await PutAsync("""{"seq":6}""");
        await PutAsync("""{"seq":6}""");
        Assert.Equal(2, _world.Queued.Count);
    }

    [Theory]
    [InlineData("""{"seq":11}"""), InlineData("""{"seq":-1}"""), InlineData("""{"seq":"NaN"}"""), InlineData("""{"seq":1.5}"""), InlineData("{}")]
    public async Task To_a_place_that_is_none_the_field_is_named(string body)
    {
        var answer = await PutAsync(body);
        Assert.Equal((400, "seq"), (answer.Status(), answer.Body<Problem>().Field));
    }

    [Fact]
    public async Task On_many_devices_at_once_the_furthest_wins()
    {
        await Task.WhenAll(Enumerable.Range(1, 10).Select(seq => PutAsync($$"""{"seq":{{seq}}}""")));
        Assert.Equal(new Cursor(10, 9), await CursorAsync());
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

    Task<Cursor> CursorAsync() => _world.Inbox.CursorAsync(SyncWorld.Tenant, "bob", "c", default);
}
