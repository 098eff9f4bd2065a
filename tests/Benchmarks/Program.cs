using Messaging.Benchmarks.Path;
using Spectre.Console.Cli;

var app = new CommandApp();
app.Configure(all =>
{
    all.SetApplicationName("benchmarks");
    all.AddCommand<PathCommand>("path").WithDescription("The whole system: one busy conversation, then many conversations at the 10 ms profile.");
});
return await app.RunAsync(args);
