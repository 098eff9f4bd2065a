using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Config;

namespace Messaging.ServiceBus.Filters;

/// <summary>Matches when every property that the filter names is equal.</summary>
static class CorrelationFilter
{
    public static Func<Content, bool> Of(CorrelationConfig config)
    {
        var system = new (string Name, string? Wanted)[]
        {
            ("ContentType", config.ContentType), ("CorrelationId", config.CorrelationId), ("Label", config.Label ?? config.Subject),
            ("MessageId", config.MessageId), ("ReplyTo", config.ReplyTo), ("ReplyToSessionId", config.ReplyToSessionId),
            ("SessionId", config.SessionId), ("To", config.To),
        };
        var wanted = system.Where(each => each.Wanted is not null).Select(each => (Find: SystemProperties.Find(each.Name), each.Wanted)).ToList();
        var user = config.Properties ?? [];
        return content => wanted.TrueForAll(each => Equals(each.Find(content), each.Wanted))
            && user.All(each => FilterValue.Compare(SystemProperties.User(content, each.Key), FilterValue.Of(each.Value)) == 0);
    }
}
