using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Messaging.Plumbing.Delivery;

public static class SignalRExtensions
{
    /// <summary>Registers <see cref="SignalRRest"/>; a failed call is repeated up to four times within some five seconds.</summary>
    public static void AddSignalRRest(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddSingleton(all => SignalRSettings.From(section, all.GetRequiredService<AzureComponentFactory>()));
        services.AddSingleton<SignalRToken>();
        services.AddSingleton<UpstreamSignature>();
        services.AddHttpClient(nameof(SignalRRest), (all, http) => http.BaseAddress = all.GetRequiredService<SignalRSettings>().Endpoint)
            .RemoveAllLoggers()
            .AddResilienceHandler("signalr", calls => calls
                .AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 4, Delay = TimeSpan.FromMilliseconds(200), UseJitter = true, BackoffType = DelayBackoffType.Exponential })
                .AddTimeout(TimeSpan.FromSeconds(10)));
        services.AddSingleton(all => new SignalRRest(
            all.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SignalRRest)), all.GetRequiredService<SignalRToken>()));
    }
}
