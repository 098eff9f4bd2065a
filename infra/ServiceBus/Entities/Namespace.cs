using Messaging.ServiceBus.Config;

namespace Messaging.ServiceBus.Entities;

/// <summary>All entities by address. Addresses are compared without regard to case.</summary>
sealed class Namespace : IDisposable
{
    internal const string DeadLetterSuffix = "/$DeadLetterQueue";

    readonly Dictionary<string, Queue> queues = new(StringComparer.OrdinalIgnoreCase);

    public Namespace(NamespaceConfig config, EntityContext context, Func<string, int> idOf)
    {
        Config = config;
        foreach (var queue in config.Queues)
            Add(queue.Name, queue.Properties.ToQueue(), context, idOf);
    }

    public NamespaceConfig Config { get; }

    public IReadOnlyCollection<Queue> Queues => queues.Values;

    public Queue? FindQueue(string address) => queues.GetValueOrDefault(address);

    void Add(string path, QueueDescription description, EntityContext context, Func<string, int> idOf)
    {
        var deadLetterPath = path + DeadLetterSuffix;
        var deadLetters = new Queue(deadLetterPath, idOf(deadLetterPath), description.ForDeadLetters(), context, null);
        queues.Add(deadLetterPath, deadLetters);
        queues.Add(path, new Queue(path, idOf(path), description, context, deadLetters));
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
