using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Sync;

public sealed class When_receipts_are_told : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob"], messages: 9);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_first_goes_at_once_and_what_follows_within_a_second_goes_together_each_readers_furthest()
    {
        await MoveAsync("bob", 2);
        await _world.QueuedAsync(1);
        foreach (var seq in new[] { 3, 5, 4 }) await MoveAsync("bob", seq);
        await MoveAsync("ada", 6);
        Assert.Single(_world.Queued);

        await _world.QueuedAsync(2, advance: TimeSpan.FromSeconds(1));

        Assert.Equal([("ada", 6L), ("bob", 5L)], Moves(1).Select(move => (move.User, move.Seq)).Order());
    }

    [Fact]
    public async Task What_waits_is_told_before_the_instance_goes()
    {
        await MoveAsync("bob", 2);
        await _world.QueuedAsync(1);
        await MoveAsync("bob", 3);

        await _world.Receipts.StopAsync(default);

        Assert.Equal(3, Assert.Single(Moves(1)).Seq);
    }

    [Fact]
    public async Task What_the_queue_did_not_take_is_told_later()
    {
        _world.QueueIsAway = true;
        Assert.Equal(204, await MoveAsync("bob", 2));
        await _world.RefusedAsync();
        _world.QueueIsAway = false;

        await _world.QueuedAsync(1, advance: TimeSpan.FromSeconds(1));

        Assert.Equal(2, Assert.Single(Moves(0)).Seq);
    }

    [Fact]
    public async Task In_a_large_conversation_none_go_out()
    {
        _world.Thresholds.ReceiptMembers = 1;
        await MoveAsync("bob", 2);
        await _world.Receipts.StopAsync(default);
        Assert.Empty(_world.Queued);
    }

    async Task<int> MoveAsync(string user, int seq) =>
        (await _world.MoveCursor.RunAsync(SyncWorld.Request(user, body: $$"""{"seq":{{seq}}}"""), "c", default)).Status();

    IReadOnlyList<CursorMove> Moves(int at) => JsonSerializer.Deserialize(_world.Queued[at].Message.Body, ContractsJson.Wire.CursorsMoved)!.Moves;
}
