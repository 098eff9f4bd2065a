using Messaging.Route.Erasure;
using Messaging.Route.Lane;
using Messaging.Route.Live;
using Messaging.Route.Log;
using Messaging.Route.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Route;

public static class Services
{
    public static void AddRouting(this IServiceCollection services)
    {
        services.AddSingleton<ConversationCache>();
        services.AddSingleton<ConversationLog>();
        services.AddSingleton<ConversationGroups>();
        services.AddSingleton<FanOutPublisher>();
        services.AddSingleton<Patience>();
        services.AddSingleton<Drill>();
        services.AddSingleton<CommandRouter>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<LaneHolds>();
        services.AddSingleton<LaneAttempts>();
        services.AddSingleton<ContentRows>();
        services.AddSingleton<OldContent>();
        services.AddSingleton<UserContent>();
    }
}
