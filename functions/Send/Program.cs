using Messaging.Plumbing;
using Messaging.Send;
using Messaging.Send.Combining;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var app = FunctionsApplication.CreateBuilder(args);
app.ConfigureFunctionsWebApplication();
app.AddAppDefaults();
app.AddAppOptions<SendOptions>("Send");
app.Services.PostConfigure<SendOptions>(send => send.Stamp = app.Configuration["Stamp"] ?? send.Stamp);
app.Services.AddSingleton<LaneCombiner>();
app.Services.AddHostedService(all => all.GetRequiredService<LaneCombiner>());
app.Services.AddSingleton<Membership>();
app.Services.AddSingleton<Drafts>();
app.Services.AddSingleton<Door>();
app.Build().Run();
