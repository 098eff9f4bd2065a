using Messaging.Sync;

namespace Messaging.Unit.Sync;

public sealed class When_many_want_the_same_at_once
{
    readonly List<TaskCompletionSource<int>> _reads = [];
    readonly SharedReads<string, int> _shared;

    public When_many_want_the_same_at_once() => _shared = new(_ =>
    {
        _reads.Add(new());
        return _reads[^1].Task;
    });

    [Fact]
    public async Task Ten_thousand_cost_two_reads()
    {
        var waiting = Enumerable.Range(0, 10_000).Select(_ => _shared.ReadAsync("page", default)).ToList();
        _reads[0].SetResult(1);
        await waiting[0];
        _reads[1].SetResult(2);

        Assert.Equal(1 + 2 * 9_999, (await Task.WhenAll(waiting)).Sum());
        Assert.Equal(2, _reads.Count);
    }

    [Fact]
    public async Task Nobody_gets_what_was_read_before_it_asked()
    {
        var first = _shared.ReadAsync("page", default);
        var second = _shared.ReadAsync("page", default);
        _reads[0].SetResult(1);
        await first;
        Assert.False(second.IsCompleted);

        _reads[1].SetResult(2);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task Nothing_is_kept()
    {
        var first = _shared.ReadAsync("page", default);
        _reads[0].SetResult(1);
        await first;

        var later = _shared.ReadAsync("page", default);
        _reads[1].SetResult(2);
        Assert.Equal(2, await later);
    }

    [Fact]
    public async Task One_that_gives_up_takes_nothing_from_the_others()
    {
        using var patience = new CancellationTokenSource();
        var impatient = _shared.ReadAsync("page", patience.Token);
        var other = _shared.ReadAsync("page", default);
        await patience.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => impatient);

        _reads[0].SetException(new TimeoutException());
        await Until(() => _reads.Count == 2);
        _reads[1].SetResult(2);
        Assert.Equal(2, await other);
    }

    [Fact]
    public async Task A_failure_is_for_those_who_waited_for_that_read()
    {
        var first = _shared.ReadAsync("page", default);
        var second = _shared.ReadAsync("page", default);
        _reads[0].SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);

        _reads[1].SetResult(2);
        Assert.Equal(2, await second);
    }

    [Fact]
    public void Different_things_are_read_side_by_side()
    {
        _ = _shared.ReadAsync("one", default);
        _ = _shared.ReadAsync("other", default);
        Assert.Equal(2, _reads.Count);
    }

    static async Task Until(Func<bool> condition)
    {
        for (var deadline = Environment.TickCount64 + 10_000; !condition() && Environment.TickCount64 < deadline;) await Task.Yield();
    }
}
