using Messaging.Plumbing;
using Messaging.Plumbing.Storage;
using Messaging.Route;
using Messaging.Route.Retention;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var app = FunctionsApplication.CreateBuilder(args);
app.AddAppDefaults();
app.AddAppOptions<RouteOptions>("Route");
app.AddAppOptions<RetentionOptions>("Retention");
app.Services.AddTable(TableNames.Conversations);
app.Services.AddRouting();
app.Build().Run();
