namespace Messaging.ServiceBus.Entities;

/// <summary>Copies each message to the subscriptions that want it. What is scheduled waits in the topic itself.</summary>
sealed class Topic
{
    public Topic(string name, Func<Action<Message>, Queue> createInbox) => (Name, Inbox) = (name, createInbox(PassOn));

    public string Name { get; }

    /// <summary>Accepts, schedules and detects duplicates; it passes an active message on as soon as that is durable.</summary>
    public Queue Inbox { get; }

    public List<Subscription> Subscriptions { get; } = [];

    public Subscription? Find(string subscription) =>
        Subscriptions.Find(each => each.Name.Equals(subscription, StringComparison.OrdinalIgnoreCase));

    /// <summary>Copies and the deletion of the original are journalled together, so that a crash neither loses nor doubles one.</summary>
    void PassOn(Message message)
    {
        Inbox.Charge(CreditKind.Filter, Subscriptions.Sum(subscription => subscription.Rules.Count));
        foreach (var subscription in Subscriptions)
            subscription.Offer(message);
    }
}
