using Messaging.ServiceBus.Config;

namespace Messaging.ServiceBus.Entities;

/// <summary>All entities by address. Addresses are compared without regard to case.</summary>
sealed class Namespace : IDisposable
{
    internal const string DeadLetterSuffix = "/$DeadLetterQueue";

    readonly Dictionary<string, Queue> queues = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Topic> topics = new(StringComparer.OrdinalIgnoreCase);
    readonly EntityContext context;
    readonly Func<string, int> idOf;

    /// <param name="idOf">The number under which the journal knows an entity's path.</param>
    public Namespace(NamespaceConfig config, EntityContext context, Func<string, int> idOf)
    {
        (Name, this.context, this.idOf) = (config.Name, context, idOf);
        foreach (var queue in config.Queues)
            AddQueue(queue.Name, queue.Properties.ToQueue());
        foreach (var topic in config.Topics)
            AddTopic(topic);
    }

    public string Name { get; }

    /// <summary>All that hold messages: queues, inboxes of topics, subscriptions and dead-letter queues.</summary>
    public IReadOnlyCollection<Queue> Queues => queues.Values;

    public IReadOnlyCollection<Topic> Topics => topics.Values;

    public Queue? FindQueue(string address) => queues.GetValueOrDefault(address);

    public Topic? FindTopic(string name) => topics.GetValueOrDefault(name);

    public Subscription? FindSubscription(Queue queue) =>
        topics.Values.SelectMany(topic => topic.Subscriptions).FirstOrDefault(subscription => subscription.Queue == queue);

    Queue AddQueue(string path, QueueDescription description)
    {
        var deadLetterPath = path + DeadLetterSuffix;
        var deadLetters = new Queue(deadLetterPath, idOf(deadLetterPath), description.ForDeadLetters(), context, null);
        queues.Add(deadLetterPath, deadLetters);
        var queue = new Queue(path, idOf(path), description, context, deadLetters);
        queues.Add(path, queue);
        return queue;
    }

    void AddTopic(TopicConfig config)
    {
        var topic = new Topic(config.Name, message => new Queue(
            config.Name, idOf(config.Name), config.Properties.ToQueue() with { RequiresSession = false }, context, null, message));
        queues.Add(config.Name, topic.Inbox);
        topics.Add(config.Name, topic);
        foreach (var subscription in config.Subscriptions)
        {
            var queue = AddQueue($"{config.Name}/Subscriptions/{subscription.Name}", subscription.Properties.ToQueue());
            topic.Subscriptions.Add(new Subscription(topic, subscription, queue, context));
        }
    }

    /// <summary>An address without its scheme, host, slashes and escapes.</summary>
    public static string Normalize(string address)
    {
        var path = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" or "sb" ? uri.AbsolutePath : address;
        return Uri.UnescapeDataString(path.Trim('/'));
    }

    public void Dispose()
    {
        foreach (var queue in queues.Values)
            queue.Dispose();
    }
}
