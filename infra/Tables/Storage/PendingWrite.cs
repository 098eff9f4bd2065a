namespace Messaging.Tables.Storage;

abstract class PendingWrite
{
    public abstract void Apply(WriteSession session);

    public abstract void Complete();

    public abstract void Fail(Exception e);
}

/// <summary>A write that waits for its group's commit.</summary>
sealed class PendingWrite<T>(Func<WriteSession, T> work) : PendingWrite
{
    readonly TaskCompletionSource<T> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? result;

    public Task<T> Outcome => outcome.Task;

    public override void Apply(WriteSession session) => result = work(session);

    public override void Complete() => outcome.SetResult(result!);

    public override void Fail(Exception e) => outcome.SetException(e);
}
