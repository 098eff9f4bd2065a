using Messaging.ServiceBus.Entities;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

static class Errors
{
    internal static AmqpException Of(Refusal refusal) => new(refusal.Condition, refusal.Description);

    internal static AmqpException Of(string condition, string description) => new(condition, description);

    internal static Error ToError(this Refusal refusal) => new() { Condition = refusal.Condition, Description = refusal.Description };
}
