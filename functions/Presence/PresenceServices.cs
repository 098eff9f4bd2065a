using Messaging.Plumbing.Storage;
using Messaging.Presence.Upstream;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Presence;

public static class PresenceServices
{
    public static void AddPresence(this IServiceCollection services)
    {
        services.AddTable(TableNames.Presence);
        services.AddSingleton<PresenceTable>().AddSingleton<WatchMarks>().AddSingleton<WatchLists>();
        services.AddSingleton<Touches>().AddSingleton<Storms>().AddSingleton<Transitions>();
        services.AddSingleton<Devices>().AddSingleton<Statuses>().AddSingleton<Blocks>().AddSingleton<Erasures>().AddSingleton<RateLimits>();
        services.AddSingleton<States>().AddSingleton<Watches>().AddSingleton<Rosters>().AddSingleton<Viewers>();
        services.AddSingleton<UpstreamAuthentication>().AddSingleton<Methods>();
    }
}
