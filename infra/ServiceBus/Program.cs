using Messaging.ServiceBus;
using Spectre.Console.Cli;

return await new CommandApp<ServeCommand>().RunAsync(args);
