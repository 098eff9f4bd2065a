using Messaging.FanOut;
using Messaging.FanOut.Push;
using Messaging.Plumbing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var app = FunctionsApplication.CreateBuilder(args);
app.AddAppDefaults();
app.AddAppOptions<FanOutOptions>("FanOut");
app.Services.AddSingleton<LiveDelivery>();
app.Services.AddSingleton<InboxHints>();
app.Services.AddSingleton<EntryPublisher>();
app.AddPush();
app.Build().Run();
