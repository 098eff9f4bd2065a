using Messaging.Benchmarks.Path;
using Messaging.Benchmarks.Presence;
using Messaging.Benchmarks.SignalR;
using Messaging.Benchmarks.Tables;
using Spectre.Console.Cli;

switch (args)
{
    case ["path", .. var rest]: return await new CommandApp<PathCommand>().RunAsync(rest);
    case ["presence", .. var rest]: return await new CommandApp<PresenceCommand>().RunAsync(rest);
    case ["signalr", .. var rest]: return await SignalRBenchmark.RunAsync(rest);
    case ["tables", .. var rest]: return await TableBenchmarks.RunAsync(rest);
    default:
        Console.WriteLine("usage: benchmarks path|presence|signalr|tables [--help]");
        return args is ["--help" or "-h"] ? 0 : 2;
}
