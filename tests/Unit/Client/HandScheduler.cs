using System.Collections.Concurrent;

namespace Messaging.Unit.Client;

/// <summary>A client's line that moves on only when the test says so, on the test's thread.</summary>
sealed class HandScheduler : TaskScheduler
{
    readonly ConcurrentQueue<Task> queue = new();
    Thread? runs;

    /// <summary>Until nothing is left to do.</summary>
    public void Run()
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        runs = Thread.CurrentThread;
        while (queue.TryDequeue(out var task)) TryExecuteTask(task);
        runs = null;
        SynchronizationContext.SetSynchronizationContext(context);
    }

    protected override void QueueTask(Task task) => queue.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        runs == Thread.CurrentThread && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => queue;
}
