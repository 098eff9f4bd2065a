using Messaging.Route.Lane;

namespace Messaging.Unit.Route;

public class When_something_runs_in_quarantine
{
    readonly Quarantine _quarantine = new();
    readonly TaskCompletionSource<int> _others = new(), _alone = new();

    [Fact]
    public async Task It_waits_for_the_others_and_the_next_wait_for_it()
    {
        var others = _quarantine.AmongOthersAsync(() => _others.Task, default);
        var begun = false;
        var alone = _quarantine.AloneAsync(() => { begun = true; return _alone.Task; }, default);
        var later = _quarantine.AmongOthersAsync(() => Task.FromResult(3), default);
        Assert.False(begun || later.IsCompleted);

        _others.SetResult(1);
        await others;
        Assert.False(later.IsCompleted);

        _alone.SetResult(2);
        var all = await Task.WhenAll(others, alone, later);
        Assert.Equal([1, 2, 3], all);
        Assert.True(begun);
    }

    [Fact]
    public async Task Others_run_side_by_side()
    {
        var first = _quarantine.AmongOthersAsync(() => _others.Task, default);
        Assert.Equal(2, await _quarantine.AmongOthersAsync(() => Task.FromResult(2), default));
        _others.SetResult(1);
        await first;
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_keeps_nobody_out()
    {
        var first = _quarantine.AmongOthersAsync(() => _others.Task, default);
        using var patience = new CancellationTokenSource();
        var alone = _quarantine.AloneAsync(() => _alone.Task, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);

        Assert.Equal(2, await _quarantine.AmongOthersAsync(() => Task.FromResult(2), default));
        _others.SetResult(1);
        await first;
    }
}
