namespace Messaging.FunctionsHost.Invocations;

/// <summary>Starts a function whenever its source has something for it.</summary>
interface ITriggerListener : IAsyncDisposable
{
    Task StartAsync(CancellationToken ct);

    /// <summary>Takes nothing new and waits until what it has started is finished and settled.</summary>
    Task StopAsync();
}
