using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends what the function returns to a queue or topic.</summary>
public sealed class ServiceBusOutputAttribute : OutputBindingAttribute
{
    public ServiceBusOutputAttribute(string queueOrTopicName, ServiceBusEntityType entityType = ServiceBusEntityType.Queue) =>
        (QueueOrTopicName, EntityType) = (queueOrTopicName, entityType);

    public string QueueOrTopicName { get; private set; }

    /// <summary>Name of the app setting (or setting prefix) that says where the namespace is.</summary>
    public string? Connection { get; set; }

    public ServiceBusEntityType EntityType { get; set; }
}
