using Messaging.Plumbing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.FanOut.Push;

public static class PushServices
{
    public static void AddPush(this FunctionsApplicationBuilder app)
    {
        app.AddAppOptions<PushOptions>("Push");
        app.Services.AddSingleton<MissedBy>();
        app.Services.AddHttpClient(nameof(Push), (all, http) => http.Timeout = TimeSpan.FromSeconds(all.GetRequiredService<IOptions<PushOptions>>().Value.TimeoutSeconds))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .RemoveAllLoggers();
        app.Services.AddSingleton(all => new WebhookPush(Http(all), all.GetRequiredService<TimeProvider>()));
        app.Services.AddSingleton(all => new NotificationHubPush(Http(all), all.GetRequiredService<TimeProvider>()));
    }

    static HttpClient Http(IServiceProvider all) => all.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(Push));
}
