using System.Runtime.InteropServices;

namespace Messaging.ServiceBus;

/// <summary>Waits for Ctrl-C or SIGTERM and leaves the stopping to whoever waits.</summary>
sealed class StopSignal : IDisposable
{
    readonly TaskCompletionSource received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly PosixSignalRegistration[] registrations;

    public StopSignal() => registrations = [Register(PosixSignal.SIGINT), Register(PosixSignal.SIGTERM)];

    public Task Received => received.Task;

    PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        received.TrySetResult();
    });

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }
}
