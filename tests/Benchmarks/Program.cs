using Messaging.Benchmarks.ColdStart;
using Messaging.Benchmarks.Conversation;
using Messaging.Benchmarks.Path;
using Messaging.Benchmarks.Presence;
using Messaging.Benchmarks.ServiceBus;
using Messaging.Benchmarks.SignalR;
using Messaging.Benchmarks.Sync;
using Messaging.Benchmarks.Tables;
using Spectre.Console.Cli;

switch (args)
{
    case ["path", .. var rest]: return await new CommandApp<PathCommand>().RunAsync(rest);
    case ["conversation", .. var rest]: return await new CommandApp<ConversationCommand>().RunAsync(rest);
    case ["chaos", .. var rest]: return await new CommandApp<ChaosCommand>().RunAsync(rest);
    case ["presence", .. var rest]: return await new CommandApp<PresenceCommand>().RunAsync(rest);
    case ["servicebus", .. var rest]: return await new CommandApp<ServiceBusCommand>().RunAsync(rest);
    case ["soak", .. var rest]: return await new CommandApp<SoakCommand>().RunAsync(rest);
    case ["signalr", .. var rest]: return await SignalRBenchmark.RunAsync(rest);
    case ["coldstart", .. var rest]: return await ColdStartBenchmark.RunAsync(rest);
    case ["sync", .. var rest]: return await SyncBenchmark.RunAsync(rest);
    case ["tables", .. var rest]: return await TableBenchmarks.RunAsync(rest);
    default:
        Console.WriteLine("usage: benchmarks path|conversation|chaos|servicebus|soak|signalr|presence|sync|coldstart|tables [--help]");
        return args is ["--help" or "-h"] ? 0 : 2;
}
