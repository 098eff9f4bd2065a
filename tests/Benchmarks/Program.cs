using Messaging.Benchmarks.Path;
using Messaging.Benchmarks.SignalR;
using Messaging.Benchmarks.Sync;
using Messaging.Benchmarks.Tables;
using Spectre.Console.Cli;

switch (args)
{
    case ["path", .. var rest]: return await new CommandApp<PathCommand>().RunAsync(rest);
    case ["signalr", .. var rest]: return await SignalRBenchmark.RunAsync(rest);
    case ["sync", .. var rest]: return await SyncBenchmark.RunAsync(rest);
    case ["tables", .. var rest]: return await TableBenchmarks.RunAsync(rest);
    default:
        Console.WriteLine("usage: benchmarks path|signalr|sync|tables [--help]");
        return args is ["--help" or "-h"] ? 0 : 2;
}
