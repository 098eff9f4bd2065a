using Messaging.ServiceBus.Entities;
using Messaging.ServiceBus.Weather;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Messaging.ServiceBus.Amqp;

/// <summary>An entity's node <c>$management</c>: operations beside its links, each a request and a response.</summary>
sealed class ManagementNode(EventLoop loop)
{
    internal const int ManagementCredits = 10;
    const string Prefix = "com.microsoft:";

    internal static readonly Dictionary<string, Operation> Operations = new(StringComparer.Ordinal)
    {
        ["renew-lock"] = new(LockOperations.Renew),
        ["update-disposition"] = new(LockOperations.UpdateDisposition),
        ["receive-by-sequence-number"] = new(MessageOperations.ReceiveDeferred, CreditKind.Receive, request => request.GetArray<long>("sequence-numbers").Length),
        ["peek-message"] = new(MessageOperations.Peek, CreditKind.Peek),
        ["schedule-message"] = new(MessageOperations.Schedule, CreditKind.Send, request => request.GetArray<AmqpMap>("messages").Length),
        ["cancel-scheduled-message"] = new(MessageOperations.CancelScheduled),
        ["batch-delete-messages"] = new(MessageOperations.DeleteBatch),
        ["renew-session-lock"] = new(SessionOperations.Renew),
        ["get-session-state"] = new(SessionOperations.GetState),
        ["set-session-state"] = new(SessionOperations.SetState),
        ["get-message-sessions"] = new(SessionOperations.List),
        ["add-rule"] = new(RuleOperations.Add, CreditKind.Management, _ => ManagementCredits),
        ["remove-rule"] = new(RuleOperations.Remove, CreditKind.Management, _ => ManagementCredits),
        ["enumerate-rules"] = new(RuleOperations.List, CreditKind.Management, _ => ManagementCredits),
    };

    public void OnRequest(ClientConnection connection, Queue queue, Subscription? subscription, AmqpMessage message)
    {
        var operation = message.ApplicationProperties.Map["operation"] as string ?? "";
        var body = message.ValueBody?.Value as AmqpMap ?? new AmqpMap();
        var request = new ManagementRequest(queue, subscription, body, response => connection.Reply(message, response));
        if (!operation.StartsWith(Prefix, StringComparison.Ordinal) || !Operations.TryGetValue(operation[Prefix.Length..], out var known))
            request.Refuse(new Refusal(Refusal.NotImplemented, $"The operation '{operation}' is not implemented."));
        else
            loop.Post(() => Handle(request, known));
    }

    static void Handle(ManagementRequest request, Operation operation)
    {
        try
        {
            if (!request.Queue.TryCharge(operation.Kind, operation.Credits?.Invoke(request) ?? 1))
                request.Refuse(Throttle.Busy);
            else
                operation.Run(request);
        }
        catch (Exception malformed) when (malformed is FormatException or InvalidCastException)
        {
            request.Refuse(new Refusal(Refusal.ArgumentError, malformed.Message));
        }
    }

    /// <param name="Credits">What a request costs; one credit if it is null.</param>
    internal sealed record Operation(Action<ManagementRequest> Run, CreditKind Kind = CreditKind.Request, Func<ManagementRequest, int>? Credits = null);
}
