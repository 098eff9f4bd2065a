using Messaging.Plumbing;
using Messaging.Plumbing.Storage;
using Messaging.Sync;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var app = FunctionsApplication.CreateBuilder(args);
app.ConfigureFunctionsWebApplication();
app.AddAppDefaults();
app.AddAppOptions<SyncOptions>("Sync");
app.Services.AddTable(TableNames.Inbox);
app.Services.AddSingleton<Inbox>();
app.Services.AddSingleton<MemberAccess>();
app.Services.AddSingleton<LogReads>();
app.Services.AddSingleton<Partners>();
app.Services.AddSingleton<Summaries>();
app.Build().Run();
