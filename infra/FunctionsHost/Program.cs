using Messaging.FunctionsHost;
using Spectre.Console.Cli;

var host = new CommandApp<RunApp>();
host.Configure(config => config.SetApplicationName("functions-host").AddExample("--app", "bin/Debug/net10.0", "--port", "7071"));
return await host.RunAsync(args);
