using Messaging.ServiceBus.Entities;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>One request to a management node. Fields are read as the protocol types them.</summary>
sealed class ManagementRequest(Queue queue, Subscription? subscription, AmqpMap body, Action<AmqpMessage> reply)
{
    public Queue Queue { get; } = queue;

    /// <exception cref="FormatException">The entity is not a subscription.</exception>
    public Subscription Subscription => subscription ?? throw new FormatException($"'{Queue.Path}' is not a subscription and has no rules.");

    public string? SessionId => body[new MapKey("session-id")] as string;

    /// <exception cref="FormatException">The field is missing or of another type.</exception>
    public T Get<T>(string field) =>
        body.TryGetValue<T>(new MapKey(field), out var value) && value is not null ? value : throw new FormatException($"'{field}' is missing or not of its type.");

    public T? Find<T>(string field) => body.TryGetValue<T>(new MapKey(field), out var value) ? value : default;

    public T[] GetArray<T>(string field) => body[new MapKey(field)] switch
    {
        T[] array => array,
        T single => [single],
        IEnumerable<object> list => [.. list.Cast<T>()],
        System.Collections.IEnumerable list => [.. list.Cast<T>()],
        _ => throw new FormatException($"'{field}' is missing or not of its type."),
    };

    public void Succeed(params ReadOnlySpan<(string Key, object? Value)> fields)
    {
        var map = new AmqpMap();
        foreach (var (key, value) in fields)
            map[new MapKey(key)] = value;
        Respond(200, "OK", null, map);
    }

    public void SucceedWithNothing() => Respond(204, "No content", null, new AmqpMap());

    public void Refuse(Refusal refusal) => Respond(StatusOf(refusal), refusal.Description, refusal.Condition, new AmqpMap());

    void Respond(int status, string description, string? condition, AmqpMap fields)
    {
        var response = AmqpMessage.Create(new AmqpValue { Value = fields });
        var properties = response.ApplicationProperties.Map;
        properties["statusCode"] = status;
        properties["statusDescription"] = description;
        if (condition is not null)
            properties["errorCondition"] = new AmqpSymbol(condition);
        reply(response);
    }

    static int StatusOf(Refusal refusal) => refusal.Condition switch
    {
        Refusal.NotFound or Refusal.MessageNotFound => 404,
        Refusal.NotAllowed => 403,
        Refusal.NotImplemented => 501,
        Refusal.ServerBusy => 503,
        Refusal.Timeout => 408,
        Refusal.EntityAlreadyExists => 409,
        Refusal.QuotaExceeded => 403,
        _ when refusal == Refusal.MessageLockLost || refusal == Refusal.SessionLockLost => 410,
        _ => 400,
    };
}
