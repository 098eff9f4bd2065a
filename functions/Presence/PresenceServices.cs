using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Messaging.Presence.Upstream;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Presence;

public static class PresenceServices
{
    public static void AddPresence(this IServiceCollection services)
    {
        services.AddTable(TableNames.Presence);
        services.AddSingleton<PresenceTable>().AddSingleton<WatchMarks>().AddSingleton<WatchLists>().AddSingleton<Peers>().AddSingleton<Stamps>();
        services.AddSingleton<Touches>().AddSingleton<Storms>().AddSingleton<Transitions>().AddSingleton<PeerWatches>();
        services.AddSingleton<Devices>().AddSingleton<Statuses>().AddSingleton<Blocks>().AddSingleton<Erasures>().AddSingleton<RateLimits>();
        services.AddSingleton<States>().AddSingleton<Watches>().AddSingleton<Rosters>().AddSingleton<Viewers>();
        services.AddSingleton<UpstreamAuthentication>().AddSingleton<Methods>();
    }

    /// <summary>The other stamps that the settings name; refuses to start when one of them is not whole.</summary>
    public static void AddPeers(this IServiceCollection services, IConfiguration settings)
    {
        var peers = settings.GetSection("Peers").GetChildren().ToDictionary(peer => peer.Key);
        services.AddOptions<PeersOptions>().ValidateDataAnnotations().ValidateOnStart().Configure(options =>
        {
            options.Stamp = settings["Stamp"] ?? options.Stamp;
            options.All = peers;
        });
        foreach (var peer in peers.Values) services.AddSingleton(all => ActivatorUtilities.CreateInstance<Peer>(all, peer.Key,
            new PresenceTable(AppDefaults.Client<TableServiceClient>(all, peer.GetSection(AppDefaults.Tables), Impatient())),
            new QueueSender(AppDefaults.Client<ServiceBusClient>(all, peer.GetSection(AppDefaults.ServiceBus), new ServiceBusClientOptions()), all.GetRequiredService<Ids>())));
    }

    /// <summary>Everybody who looks at a user waits for all stamps.</summary>
    static TableClientOptions Impatient() => new() { Retry = { NetworkTimeout = TimeSpan.FromSeconds(2), MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(100) } };
}
