using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Links to entities that are open now.</summary>
sealed class OpenLinks
{
    readonly ConcurrentDictionary<AmqpLink, bool> links = new();

    public void Add(AmqpLink link)
    {
        links[link] = true;
        link.SafeAddClosed((_, _) => links.TryRemove(link, out var _));
    }

    public void DetachOne(Random random) =>
        Any(random)?.SafeClose(new AmqpException(AmqpErrorCode.DetachForced, "The link was detached by the fault injector."));

    public void DropOneConnection(Random random) => Any(random)?.Session.Connection.Abort();

    AmqpLink? Any(Random random)
    {
        var open = links.Keys.ToList();
        return open.Count == 0 ? null : open[random.Next(open.Count)];
    }
}
