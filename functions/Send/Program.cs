using Messaging.Plumbing;
using Messaging.Send;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var app = FunctionsApplication.CreateBuilder(args);
app.ConfigureFunctionsWebApplication();
app.AddAppDefaults();
app.AddAppOptions<SendOptions>("Send");
app.Services.PostConfigure<SendOptions>(send => send.Stamp = app.Configuration["Stamp"] ?? send.Stamp);
app.Services.AddSending();
app.Build().Run();
