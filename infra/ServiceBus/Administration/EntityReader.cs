using System.Xml.Linq;
using Messaging.ServiceBus.Entities;
using static System.StringComparison;

namespace Messaging.ServiceBus.Administration;

/// <summary>Finds what a path of the administration names. Runs on the broker's loop.</summary>
sealed class EntityReader(Namespace entities, TimeProvider time, bool premium)
{
    // Declared entities have no history; they are as old as the broker.
    readonly DateTimeOffset started = time.GetUtcNow();

    public XElement? Read(string path, int skip, int top)
    {
        var parts = path.Split('/');
        return parts switch
        {
            ["$namespaceinfo"] => Descriptions.Of(entities, started, premium),
            ["$Resources", var kind] when kind.Equals("queues", OrdinalIgnoreCase) => Page(path, Queues.Select(queue => Descriptions.Of(queue, started)), skip, top),
            ["$Resources", var kind] when kind.Equals("topics", OrdinalIgnoreCase) => Page(path, Topics.Select(topic => Descriptions.Of(topic, started)), skip, top),
            [.., _, var list] when list.Equals("Subscriptions", OrdinalIgnoreCase) && FindTopic(parts, 1) is { } found =>
                Page(path, Subscriptions(found).Select(each => Descriptions.Of(each, started)), skip, top),
            [.., var sub, var name] when sub.Equals("Subscriptions", OrdinalIgnoreCase) => FindTopic(parts, 2)?.Find(name) is { } found ? Descriptions.Of(found, started) : null,
            [.., var sub, var name, var list] when sub.Equals("Subscriptions", OrdinalIgnoreCase) && list.Equals("rules", OrdinalIgnoreCase) =>
                FindTopic(parts, 3)?.Find(name) is { } found ? Page(path, found.Rules.Select(rule => RuleDescriptions.Of(rule, found.Queue.Path, started)), skip, top) : null,
            [.., var sub, var name, _, var rule] when sub.Equals("Subscriptions", OrdinalIgnoreCase) =>
                FindTopic(parts, 4)?.Find(name) is { } owner && owner.Find(rule) is { } found ? RuleDescriptions.Of(found, owner.Queue.Path, started) : null,
            _ => ReadEntity(path),
        };
    }

    IEnumerable<Queue> Queues => entities.Queues
        .Where(queue => !queue.IsDeadLetterQueue && !queue.IsInbox && entities.FindSubscription(queue) is null).OrderBy(queue => queue.Path, StringComparer.OrdinalIgnoreCase);

    IEnumerable<Topic> Topics => entities.Topics.OrderBy(topic => topic.Name, StringComparer.OrdinalIgnoreCase);

    static IEnumerable<Subscription> Subscriptions(Topic topic) => topic.Subscriptions.OrderBy(each => each.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A topic's name may hold slashes.</summary>
    Topic? FindTopic(string[] parts, int behind) => entities.FindTopic(string.Join('/', parts[..^behind]));

    XElement? ReadEntity(string path) =>
        entities.FindTopic(path) is { } topic ? Descriptions.Of(topic, started)
        : entities.FindQueue(path) is { IsDeadLetterQueue: false } queue ? Descriptions.Of(queue, started)
        : null;

    static XElement Page(string path, IEnumerable<XElement> entries, int skip, int top)
    {
        var rest = entries.Skip(skip).ToList();
        return Atom.List(path, rest.Count > top ? $"{path}?$skip={skip + top}&$top={top}" : null, rest.Take(top));
    }
}
