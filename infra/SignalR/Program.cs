using System.Runtime.InteropServices;
using Messaging.SignalR;
using Spectre.Console.Cli;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var command = new CommandApp<ServeCommand>();
command.Configure(settings => settings.SetApplicationName("messaging-signalr"));
return await command.RunAsync(args, stopping.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
