using Messaging.ServiceBus.Entities;
using Microsoft.Azure.Amqp.Encoding;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Operations on locked messages.</summary>
static class LockOperations
{
    internal static void Renew(ManagementRequest request)
    {
        if (request.Queue.Renew(request.GetArray<Guid>("lock-tokens"), out var expirations) is { } refusal)
            request.Refuse(refusal);
        else
            request.Succeed(("expirations", expirations.Select(expiration => expiration.UtcDateTime).ToArray()));
    }

    /// <summary>Settles several locks; the answer comes when the last is durable, and names the first that was lost.</summary>
    internal static void UpdateDisposition(ManagementRequest request)
    {
        var settlement = Read(request);
        var tokens = request.GetArray<Guid>("lock-tokens");
        var open = tokens.Length;
        Refusal? lost = null;
        foreach (var token in tokens)
            if (request.Queue.Settle(token, settlement, Done) is { } refusal)
            {
                lost ??= refusal;
                Done();
            }

        void Done()
        {
            if (--open > 0)
                return;
            if (lost is not null)
                request.Refuse(lost);
            else
                request.Succeed();
        }
    }

    static Settlement Read(ManagementRequest request)
    {
        var properties = Outcomes.Properties(request.Find<AmqpMap>("properties-to-modify")) ?? [];
        if (request.Find<string>("deadletter-reason") is { } reason)
            properties.Add(new(Settlement.Reason, reason));
        if (request.Find<string>("deadletter-description") is { } description)
            properties.Add(new(Settlement.Description, description));
        return request.Get<string>("disposition-status") switch
        {
            "completed" => new Settlement(Fate.Complete),
            "abandoned" => new Settlement(Fate.Abandon, properties),
            // The protocol's own spelling.
            "defered" => new Settlement(Fate.Defer, properties),
            "suspended" => new Settlement(Fate.DeadLetter, properties),
            var other => throw new FormatException($"The disposition status '{other}' is unknown."),
        };
    }
}
