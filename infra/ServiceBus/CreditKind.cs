namespace Messaging.ServiceBus;

/// <summary>
/// What credits are used for. The Standard tier has 1,000 of them a second (Azure Service Bus, "Throttling operations"): a message
/// sent, received or peeked costs one, the evaluation of a filter one, reading or changing an entity or a rule ten. That page names
/// no price for requests about locks, sessions and scheduled messages; one is assumed.
/// </summary>
public enum CreditKind
{
    /// <summary>Messages sent or scheduled.</summary>
    Send,

    /// <summary>Messages delivered, repeated deliveries too.</summary>
    Receive,

    /// <summary>Messages peeked, and peeks that found none.</summary>
    Peek,

    /// <summary>Filters of a topic's subscriptions, each against each message.</summary>
    Filter,

    /// <summary>Requests about locks, sessions, deferred settlement and scheduled messages.</summary>
    Request,

    /// <summary>Reads and changes of rules and entities.</summary>
    Management,
}
