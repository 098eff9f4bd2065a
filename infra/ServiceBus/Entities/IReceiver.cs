namespace Messaging.ServiceBus.Entities;

/// <summary>Where an entity delivers to.</summary>
interface IReceiver
{
    /// <summary>The message is gone when it is delivered (receive mode ReceiveAndDelete).</summary>
    bool DeletesOnDelivery { get; }

    /// <summary>How many more messages it takes now.</summary>
    int Credit { get; }

    /// <summary>Keeps one credit for a delivery that follows once its deletion is durable.</summary>
    void Reserve();

    /// <summary>False if the message did not leave: the receiver is gone or has no credit.</summary>
    bool TryDeliver(Message message, Lock? held);
}
