using Messaging.FunctionsHost.Invocations;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>Runs one round after another until stopped; a failing round is reported and followed by the next after a breath.</summary>
abstract class ReceiveLoop(ServiceBusTrigger trigger) : ITriggerListener
{
    static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource stopping = new();
    Task loop = Task.CompletedTask;

    protected ServiceBusTrigger Trigger => trigger;

    public Task StartAsync(CancellationToken ct)
    {
        loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await loop;
    }

    public virtual ValueTask DisposeAsync()
    {
        stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits for messages until <paramref name="stopping"/>; what it received it finishes.</summary>
    protected abstract Task RoundAsync(CancellationToken stopping);

    async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                trigger.Report(failed);
                await Task.Delay(Breath, TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
