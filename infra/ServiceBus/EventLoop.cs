using System.Threading.Channels;

namespace Messaging.ServiceBus;

/// <summary>
/// All entities belong to this loop: whatever reads or changes one is posted here and runs alone, in the order of posting. That keeps
/// the entities free of locks and the journal in one order.
/// </summary>
sealed partial class EventLoop(ILogger log) : IAsyncDisposable
{
    // Between two flushes, so that a busy loop still feeds the journal's writer.
    const int Longest = 256;

    readonly Channel<Action> posted = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    Task running = Task.CompletedTask;

    /// <param name="flush">Runs after each stretch of work.</param>
    public void Start(Action flush) => running = Task.Run(() => RunAsync(flush));

    public void Post(Action action) => posted.Writer.TryWrite(action);

    public Task<T> InvokeAsync<T>(Func<T> function)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                result.SetResult(function());
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        });
        return result.Task;
    }

    async Task RunAsync(Action flush)
    {
        while (await posted.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            for (var count = 0; count < Longest && posted.Reader.TryRead(out var action); count++)
                Run(action);
            Run(flush);
        }
    }

    void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure)
        {
            LogFailed(failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        posted.Writer.TryComplete();
        await running.ConfigureAwait(false);
    }
}
