using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>Catching up: one request at a time, each with the token of the one before it. A token counts only when all that came with it has been taken.</summary>
/// <param name="ask">With the last token.</param>
/// <param name="take">An answer.</param>
/// <param name="fault">Hears of what went wrong in the background.</param>
/// <param name="turns">Of the client.</param>
/// <param name="random">Draws the lot.</param>
sealed class Sync(Func<string?, Task<SyncAnswer>> ask, Func<SyncAnswer, Task> take, Action<Exception> fault, Turns turns, Random random)
{
    /// <summary>So often is asked for a conversation that was live a moment before it is in the list.</summary>
    const int Tries = 5, Patience = 15;

    /// <summary>Between what asks for a catch-up and the catch-up, so that what comes together costs one.</summary>
    static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.5), Longest = TimeSpan.FromSeconds(3);

    /// <summary>What went live just before a connect may have its hint still on the way.</summary>
    static readonly TimeSpan Second = TimeSpan.FromSeconds(10), Next = TimeSpan.FromMinutes(5);

    string? token;
    Task running = Task.CompletedTask;
    IDisposable? soon, later;

    /// <summary>Everything that changed until now.</summary>
    public Task RunAsync() => running = RunAsync(running);

    /// <summary>Soon, and then a few times more as long as something that must come has not.</summary>
    public void Soon(Func<bool>? hasCome = null, int tries = Tries) => soon ??= turns.After(Moment * (1 + random.NextDouble()), async () =>
    {
        soon = null;
        await AttemptAsync();
        if (tries > 1 && hasCome?.Invoke() == false) Soon(hasCome, tries - 1);
    });

    /// <summary>Once more some seconds after a connect, then every few minutes.</summary>
    public void Repeat() => Repeat(Second);

    /// <summary>There is no connection: the next one catches up.</summary>
    public void Pause()
    {
        soon?.Dispose();
        later?.Dispose();
        soon = later = null;
    }

    /// <summary>Until something is so, asking again more and more rarely for some half a minute; false if it did not come to be.</summary>
    public async Task<bool> UntilAsync(Func<bool> isSo)
    {
        for (var tries = 1; tries <= Patience && !isSo(); tries++)
        {
            await turns.DelayAsync(Moment * tries < Longest ? Moment * tries : Longest);
            if (!isSo()) await RunAsync();
        }
        return isSo();
    }

    void Repeat(TimeSpan delay)
    {
        later?.Dispose();
        IDisposable? own = null;
        own = later = turns.After(delay, async () =>
        {
            await AttemptAsync();
            if (later == own) Repeat(Next * (0.9 + 0.2 * random.NextDouble()));
        });
    }

    async Task AttemptAsync()
    {
        try
        {
            await RunAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            fault(failure);
        }
    }

    async Task RunAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var stopping = turns.Stopping;
        for (var more = true; more;)
        {
            var answer = await ask(token);
            stopping.ThrowIfCancellationRequested();
            await take(answer);
            (token, more) = (answer.Token, answer.More);
        }
    }
}
