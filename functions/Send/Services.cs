using Messaging.Plumbing.Storage;
using Messaging.Send.Combining;
using Messaging.Send.Conversations;
using Messaging.Send.Erasure;
using Messaging.Send.Later;
using Messaging.Send.Members;
using Messaging.Send.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Send;

public static class Services
{
    public static void AddSending(this IServiceCollection services)
    {
        services.AddSingleton<LaneCombiner>();
        services.AddHostedService(all => all.GetRequiredService<LaneCombiner>());
        services.AddSingleton<Outbox>();
        services.AddTable(TableNames.Scheduled);
        services.AddSingleton<ScheduledTable>();
        services.AddSingleton<Schedule>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Standings>();
        services.AddSingleton<Membership>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<ConversationDrafts>();
        services.AddSingleton<MessageDrafts>();
        services.AddSingleton<MemberDrafts>();
        services.AddSingleton<Door>();
        services.AddSingleton<Traces>();
    }
}
