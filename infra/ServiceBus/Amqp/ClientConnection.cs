using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>What the broker knows of one connection: where it proved its right to go, and where its answers go.</summary>
sealed class ClientConnection
{
    readonly ConcurrentDictionary<string, bool> audiences = new(StringComparer.OrdinalIgnoreCase);
    readonly ConcurrentDictionary<string, SendingAmqpLink> replyLinks = new(StringComparer.Ordinal);
    int lastTag;

    public static ClientConnection Of(AmqpLink link) => link.Session.Connection.Extensions.Find<ClientConnection>();

    public void Authorize(string audience) => audiences[audience] = true;

    /// <summary>A right to an address is one to everything below it.</summary>
    public bool IsAuthorized(string address) => audiences.Keys.Any(audience =>
        audience.Length == 0
        || address.Equals(audience, StringComparison.OrdinalIgnoreCase)
        || address.StartsWith(audience + "/", StringComparison.OrdinalIgnoreCase));

    /// <summary>Requests name the link's target; clients on rhea give it no address and name the link itself.</summary>
    public void AddReplyLink(SendingAmqpLink link)
    {
        var address = (link.Settings.Target as Target)?.Address?.ToString() ?? link.Name;
        replyLinks[address] = link;
        link.SafeAddClosed((_, _) => replyLinks.TryRemove(new KeyValuePair<string, SendingAmqpLink>(address, link)));
    }

    public void Reply(AmqpMessage request, AmqpMessage response)
    {
        if (request.Properties.ReplyTo?.ToString() is not { } address || !replyLinks.TryGetValue(address, out var link))
            return;
        response.Properties.CorrelationId = request.Properties.MessageId;
        link.SendMessageNoWait(response, BitConverter.GetBytes(Interlocked.Increment(ref lastTag)), AmqpConstants.NullBinary);
    }
}
