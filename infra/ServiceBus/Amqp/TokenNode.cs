using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>The node <c>$cbs</c> (AMQP claims-based security): a client puts a token for each address it goes to.</summary>
sealed class TokenNode(SharedAccessKey key)
{
    internal const string Address = "$cbs";

    public void OnRequest(ClientConnection connection, AmqpMessage request)
    {
        var properties = request.ApplicationProperties.Map;
        var (status, description) = (properties["operation"] as string, properties["name"] as string, request.ValueBody?.Value as string) switch
        {
            ("put-token", { } audience, { } token) => Put(connection, audience, token),
            ("put-token", _, _) => (400, "A token and the name of its audience are needed."),
            var (operation, _, _) => (501, $"The operation '{operation}' is not implemented."),
        };
        var response = AmqpMessage.Create(new AmqpValue { Value = null });
        response.ApplicationProperties.Map["status-code"] = status;
        response.ApplicationProperties.Map["status-description"] = description;
        connection.Reply(request, response);
    }

    (int Status, string Description) Put(ClientConnection connection, string audience, string token)
    {
        if (key.Check(token, audience) is { } reason)
            return (401, reason);
        connection.Authorize(SharedAccessKey.PathOf(audience));
        return (202, "Accepted");
    }
}
