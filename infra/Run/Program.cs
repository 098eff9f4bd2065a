using System.Runtime.InteropServices;
using Messaging.Run;
using Spectre.Console.Cli;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

var command = new CommandApp<RunCommand>();
command.Configure(settings => settings.SetApplicationName("dotnet run --project infra/Run --"));
return await command.RunAsync(args, stopping.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
