using Messaging.FunctionsHost.Metadata;

namespace Messaging.FunctionsHost.Workers;

/// <summary>Keeps one worker of the app running: a worker that ends is followed by the next one, with growing delay.</summary>
sealed class AppInstance(AppDefinition app, int number, WorkerEndpoint endpoint, FunctionAppOptions options, WorkerLog log, TimeProvider time)
{
    static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>A worker that lived this long is no part of a crash loop.</summary>
    static readonly TimeSpan LongLife = TimeSpan.FromSeconds(10);

    const int FirstStarts = 3;

    readonly CancellationTokenSource stopping = new();
    readonly Lock gate = new();
    TaskCompletionSource<Worker> ready = NotReady();
    Worker? current;
    Task supervision = Task.CompletedTask;

    public int Number => number;

    /// <summary>Null while a worker restarts.</summary>
    public Worker? Current
    {
        get
        {
            lock (gate)
            {
                WithdrawDead();
                return current;
            }
        }
    }

    /// <summary>The running worker, or the next one as soon as it is ready.</summary>
    public Task<Worker> ReadyAsync(CancellationToken ct)
    {
        lock (gate)
        {
            WithdrawDead();
            return ready.Task.IsCompleted ? ready.Task : ready.Task.WaitAsync(ct);
        }
    }

    /// <summary>A worker picks its HTTP port by a race that it can lose, so the first start is tried a few times.</summary>
    public async Task<Worker> StartAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var worker = await StartWorkerAsync(ct);
                supervision = SuperviseAsync(worker);
                return worker;
            }
            catch (WorkerLostException lost) when (attempt < FirstStarts && !ct.IsCancellationRequested)
            {
                log.StartFailed(number, lost.Message);
            }
        }
    }

    /// <summary>No new worker is started from here on; the running one goes on until <see cref="EndAsync"/>.</summary>
    public void StopRestarting() => stopping.Cancel();

    public async Task EndAsync(TimeSpan grace)
    {
        await stopping.CancelAsync();
        if (Current is { } worker)
        {
            await worker.TerminateAsync(grace);
            worker.Kill();
        }

        await supervision;
    }

    async Task SuperviseAsync(Worker worker)
    {
        var crashes = 0;
        while (true)
        {
            var born = time.GetTimestamp();
            await worker.Ended;
            await worker.DisposeAsync();
            crashes = time.GetElapsedTime(born) > LongLife ? 1 : crashes + 1;
            if (await NextAsync(crashes, worker.HowItEnded) is not { } next)
            {
                return;
            }

            worker = next;
        }
    }

    /// <summary>Null when the app is stopping.</summary>
    async Task<Worker?> NextAsync(int crashes, string howItEnded)
    {
        try
        {
            for (; ; crashes++)
            {
                stopping.Token.ThrowIfCancellationRequested();
                var delay = DelayAfter(crashes);
                log.Ended(number, howItEnded, delay.TotalSeconds);
                await Task.Delay(delay, time, stopping.Token);
                try
                {
                    return await StartWorkerAsync(stopping.Token);
                }
                catch (WorkerLostException lost)
                {
                    howItEnded = lost.Message;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    async Task<Worker> StartWorkerAsync(CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(options.StartTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            var worker = await Worker.StartAsync(app, endpoint, log, either.Token);
            lock (gate)
            {
                WithdrawDead();
                current = worker;
                ready.SetResult(worker);
            }

            return worker;
        }
        catch (WorkerLostException) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
    }

    /// <summary>
    /// Done by whoever asks first: were it left to the supervisor, a message given back by a dying worker could be
    /// delivered to it again and again until it is dead-lettered.
    /// </summary>
    void WithdrawDead()
    {
        if (current is { IsAlive: false })
        {
            current = null;
            ready = NotReady();
        }
    }

    /// <summary>The first restart is immediate.</summary>
    static TimeSpan DelayAfter(int crashes) =>
        crashes <= 1 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks << Math.Min(crashes - 2, 10)));

    static TaskCompletionSource<Worker> NotReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
