using Messaging.ServiceBus.Amqp;

namespace Messaging.ServiceBus.Filters;

/// <summary>Properties of a message by the names that filters use.</summary>
static class SystemProperties
{
    static readonly Dictionary<string, Func<Content, object?>> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MessageId"] = content => content.MessageId,
        ["CorrelationId"] = content => content.Properties?.CorrelationId?.ToString(),
        ["Label"] = content => content.Properties?.Subject,
        ["Subject"] = content => content.Properties?.Subject,
        ["To"] = content => content.Properties?.To?.ToString(),
        ["ReplyTo"] = content => content.Properties?.ReplyTo?.ToString(),
        ["ReplyToSessionId"] = content => content.Properties?.ReplyToGroupId,
        ["SessionId"] = content => content.SessionId,
        ["ContentType"] = content => content.Properties?.ContentType.Value,
        ["TimeToLive"] = content => content.TimeToLive,
        ["ScheduledEnqueueTimeUtc"] = content => content.ScheduledFor,
    };

    /// <exception cref="FormatException">No such property.</exception>
    public static Func<Content, object?> Find(string name) =>
        ByName.GetValueOrDefault(name) ?? throw new FormatException($"The system property 'sys.{name}' is unknown.");

    public static object? User(Content content, string name)
    {
        var map = content.UserProperties;
        if (map.TryGetValue<object>(name, out var exact))
            return FilterValue.Of(exact);
        var found = map.FirstOrDefault(pair => name.Equals(pair.Key.ToString(), StringComparison.OrdinalIgnoreCase));
        return FilterValue.Of(found.Value);
    }
}
