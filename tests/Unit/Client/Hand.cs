using Messaging.Client;

namespace Messaging.Unit.Client;

/// <summary>Moves a client's line and its time.</summary>
sealed class Hand
{
    /// <summary>Far beyond what is expected: it ends a failed test, it measures nothing.</summary>
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public Hand() => Turns = new(Scheduler, Time, Faults.Add);

    public HandTime Time { get; } = new();
    public HandScheduler Scheduler { get; } = new();
    public List<Exception> Faults { get; } = [];
    public Turns Turns { get; }

    /// <summary>Every lot is the middle of its span.</summary>
    public Random Random { get; } = new Middle();

    public void Settle() => Scheduler.Run();

    public void Move(double seconds)
    {
        var end = Time.GetUtcNow().AddSeconds(seconds);
        for (Settle(); Time.Next is { } next && next <= end; Settle()) Time.Advance(next > Time.GetUtcNow() ? next - Time.GetUtcNow() : TimeSpan.Zero);
        Time.Advance(end - Time.GetUtcNow());
        Settle();
    }

    /// <summary>In a turn, until nothing is left to do.</summary>
    public void Do(Action work)
    {
        var turn = Turns.RunAsync(() =>
        {
            work();
            return Task.CompletedTask;
        });
        End(turn);
    }

    /// <summary>Begins it in a turn.</summary>
    public Task Begin(Func<Task> work)
    {
        var begun = Turns.RunAsync(work);
        Settle();
        return begun;
    }

    /// <summary>What an answer that was waited for sets off comes by a thread of HttpClient's.</summary>
    public void Until(Func<bool> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (Settle(); !isSo(); Settle())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Deadline, "It does not come.");
            Thread.Yield();
        }
        Settle();
    }

    public void End(Task task)
    {
        Until(() => task.IsCompleted);
        task.GetAwaiter().GetResult();
    }

    public T End<T>(Task<T> task)
    {
        End((Task)task);
        return task.Result;
    }

    sealed class Middle : Random
    {
        public override double NextDouble() => 0.5;
    }
}
