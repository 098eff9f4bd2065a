using Messaging.ServiceBus.Entities;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>The source filter by which a receiver asks for a session.</summary>
static class SessionFilter
{
    const string Name = "com.microsoft:session-filter";
    const string NonExclusiveName = "com.microsoft:non-exclusive-session-filter";

    // A client gives up at its own timeout; the answer must come before that.
    static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    internal static readonly Refusal NonExclusiveRefusal = new(Refusal.NotAllowed,
        "Non-exclusive sessions are not implemented: 'com.microsoft:non-exclusive-session-filter' is an invalid filter type.");

    /// <summary>True if a session is asked for; a null id asks for the next one that is available.</summary>
    internal static bool Find(Source source, out string? sessionId)
    {
        sessionId = null;
        if (source.FilterSet?.Any(filter => filter.Key.ToString() == Name) != true)
            return false;
        var value = source.FilterSet[Name];
        sessionId = (value is DescribedType described ? described.Value : value) as string;
        return true;
    }

    internal static bool IsNonExclusive(Source source) => source.FilterSet?.Any(filter => filter.Key.ToString() == NonExclusiveName) == true;

    internal static void Grant(Source source, string sessionId)
    {
        var value = source.FilterSet[Name];
        source.FilterSet[Name] = value is DescribedType described ? new DescribedType(described.Descriptor, sessionId) : sessionId;
    }

    internal static TimeSpan TimeoutOf(AmqpLinkSettings settings) =>
        settings.Properties is { } properties && properties.TryGetValue<uint>("com.microsoft:timeout", out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : DefaultTimeout;
}
