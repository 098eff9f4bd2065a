using Messaging.ServiceBus.Entities;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;
using Microsoft.Azure.Amqp.Transport;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Gives each link that a client attaches its counterpart.</summary>
sealed class LinkFactory(
    BrokerOptions options, Namespace entities, EventLoop loop, TokenNode tokens, ManagementNode management, OpenLinks open) : IRuntimeProvider
{
    const string ManagementSuffix = "/$management";

    public AmqpConnection CreateConnection(
        TransportBase transport, ProtocolHeader protocolHeader, bool isInitiator, AmqpSettings amqpSettings, AmqpConnectionSettings connectionSettings)
    {
        var connection = new AmqpConnection(transport, protocolHeader, isInitiator, amqpSettings, connectionSettings) { SessionFactory = this };
        connection.Extensions.Add(new ClientConnection());
        return connection;
    }

    /// <summary>Link credit limits what is under way; a session's window would limit it twice.</summary>
    public AmqpSession CreateSession(AmqpConnection connection, AmqpSessionSettings settings)
    {
        settings.IncomingWindow = uint.MaxValue;
        settings.OutgoingWindow = uint.MaxValue;
        return new AmqpSession(connection, settings, this);
    }

    public AmqpLink CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        if (settings.Target is Coordinator)
            throw Errors.Of(Refusal.NotImplemented, "Transactions are not implemented.");
        if (!settings.IsReceiver())
            return IsNode(AddressOf(settings)) ? new SendingAmqpLink(session, settings) : new ReceiverLink(session, settings, loop);
        settings.MaxMessageSize = (ulong)options.MaxMessageSize;
        return new ReceivingAmqpLink(session, settings);
    }

    public IAsyncResult BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state) =>
        TaskToAsyncResult.Begin(OpenAsync(link), callback, state);

    public void EndOpenLink(IAsyncResult result) => TaskToAsyncResult.End(result);

    Task OpenAsync(AmqpLink link)
    {
        var address = AddressOf(link.Settings);
        var connection = ClientConnection.Of(link);
        if (address != TokenNode.Address && !connection.IsAuthorized(address))
            throw Errors.Of(Refusal.Unauthorized, $"Unauthorized access. A token for '{address}' is required.");
        switch (link)
        {
            case SendingAmqpLink replies:
                connection.AddReplyLink(replies);
                return Task.CompletedTask;
            case ReceivingAmqpLink requests when address == TokenNode.Address:
                requests.RegisterMessageListener(request => Settle(requests, request, () => tokens.OnRequest(connection, request)));
                return Task.CompletedTask;
            case ReceivingAmqpLink requests when IsNode(address):
                var managed = Find(address[..^ManagementSuffix.Length]);
                var subscription = entities.FindSubscription(managed);
                requests.RegisterMessageListener(request => Settle(requests, request, () => management.OnRequest(connection, managed, subscription, request)));
                return Task.CompletedTask;
            case ReceivingAmqpLink sender:
                var sending = new SenderLink(sender, FindTarget(address), options.MaxMessageSize, loop);
                sending.Guard();
                sender.RegisterMessageListener(sending.OnTransfer);
                open.Add(sender);
                return Task.CompletedTask;
            default:
                var opened = new TaskCompletionSource();
                var queue = Find(address);
                open.Add(link);
                loop.Post(() => ((ReceiverLink)link).Begin(queue, opened));
                return opened.Task;
        }
    }

    static void Settle(ReceivingAmqpLink link, AmqpMessage request, Action handle)
    {
        link.DisposeDelivery(request, true, AmqpConstants.AcceptedOutcome);
        handle();
    }

    Queue Find(string address) => entities.FindQueue(address)
        ?? throw Errors.Of(Refusal.NotFound, $"The messaging entity '{address}' could not be found. To know more visit https://aka.ms/sbResourceMgrExceptions.");

    Queue FindTarget(string address)
    {
        var queue = Find(address);
        if (queue.IsDeadLetterQueue || entities.FindSubscription(queue) is not null)
            throw Errors.Of(Refusal.NotAllowed, $"Messages cannot be sent to '{address}' directly.");
        return queue;
    }

    static bool IsNode(string address) => address == TokenNode.Address || address.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase);

    static string AddressOf(AmqpLinkSettings settings)
    {
        var address = settings.IsReceiver() ? (settings.Target as Target)?.Address : (settings.Source as Source)?.Address;
        return Namespace.Normalize(address?.ToString() ?? throw Errors.Of(Refusal.NotImplemented, "Links without an address are not implemented."));
    }
}
