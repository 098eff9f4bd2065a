using Messaging.Tables;
using Spectre.Console.Cli;

var app = new CommandApp<ServeCommand>();
app.Configure(config => config.SetApplicationName("messaging-tables"));
return await app.RunAsync(args);
