using Messaging.Plumbing;
using Messaging.Presence;
using Messaging.Presence.Upstream;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var app = FunctionsApplication.CreateBuilder(args);
app.ConfigureFunctionsWebApplication();
app.AddAppDefaults();
app.AddAppOptions<PresenceOptions>("Presence");
app.AddAppOptions<UpstreamOptions>("Upstream");
app.AddAppOptions<ThresholdsOptions>("Thresholds");
app.Services.AddPresence();
app.Services.AddPeers(app.Configuration);
app.Build().Run();
