using Messaging.ServiceBus.Entities;
using Messaging.ServiceBus.Weather;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Messaging.ServiceBus.Amqp;

/// <summary>An entity's node <c>$management</c>: operations beside its links, each a request and a response.</summary>
sealed class ManagementNode(EventLoop loop, Throttle? throttle)
{
    const string Prefix = "com.microsoft:";

    internal static readonly Dictionary<string, Action<ManagementRequest>> Operations = new(StringComparer.Ordinal)
    {
        ["renew-lock"] = LockOperations.Renew,
        ["update-disposition"] = LockOperations.UpdateDisposition,
        ["receive-by-sequence-number"] = MessageOperations.ReceiveDeferred,
        ["peek-message"] = MessageOperations.Peek,
        ["schedule-message"] = MessageOperations.Schedule,
        ["cancel-scheduled-message"] = MessageOperations.CancelScheduled,
        ["batch-delete-messages"] = MessageOperations.DeleteBatch,
        ["renew-session-lock"] = SessionOperations.Renew,
        ["get-session-state"] = SessionOperations.GetState,
        ["set-session-state"] = SessionOperations.SetState,
        ["get-message-sessions"] = SessionOperations.List,
        ["add-rule"] = RuleOperations.Add,
        ["remove-rule"] = RuleOperations.Remove,
        ["enumerate-rules"] = RuleOperations.List,
    };

    public void OnRequest(ClientConnection connection, Queue queue, Subscription? subscription, AmqpMessage message)
    {
        var operation = message.ApplicationProperties.Map["operation"] as string ?? "";
        var body = message.ValueBody?.Value as AmqpMap ?? new AmqpMap();
        var request = new ManagementRequest(queue, subscription, body, response => connection.Reply(message, response));
        if (!operation.StartsWith(Prefix, StringComparison.Ordinal) || !Operations.TryGetValue(operation[Prefix.Length..], out var handle))
            request.Refuse(new Refusal(Refusal.NotImplemented, $"The operation '{operation}' is not implemented."));
        else
            loop.Post(() => Handle(request, handle));
    }

    void Handle(ManagementRequest request, Action<ManagementRequest> operation)
    {
        try
        {
            if (throttle?.TryTake(1) == false)
                request.Refuse(Throttle.Busy);
            else
                operation(request);
        }
        catch (Exception malformed) when (malformed is FormatException or InvalidCastException)
        {
            request.Refuse(new Refusal(Refusal.ArgumentError, malformed.Message));
        }
    }
}
