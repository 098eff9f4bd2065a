using System.Text.Json;
using System.Xml;
using Azure.Messaging.ServiceBus.Administration;

namespace Messaging.Conformance.ServiceBus;

/// <summary>The entities that a test names, in the official emulator's form.</summary>
static class ConfigFile
{
    public const string Name = "Config.json";

    public static string Write(string folder, CreateQueueOptions[] queues, CreateSubscriptionOptions[] subscriptions)
    {
        var file = Path.Combine(folder, Name);
        var config = new
        {
            Name = "sbemulatorns",
            Queues = queues.Select(queue => new
            {
                queue.Name,
                Properties = new
                {
                    LockDuration = XmlConvert.ToString(queue.LockDuration),
                    queue.MaxDeliveryCount,
                    queue.RequiresSession,
                    queue.RequiresDuplicateDetection,
                    DuplicateDetectionHistoryTimeWindow = XmlConvert.ToString(queue.DuplicateDetectionHistoryTimeWindow),
                    DefaultMessageTimeToLive = XmlConvert.ToString(queue.DefaultMessageTimeToLive),
                    queue.DeadLetteringOnMessageExpiration,
                },
            }),
            Topics = subscriptions.GroupBy(subscription => subscription.TopicName).Select(topic => new
            {
                Name = topic.Key,
                Subscriptions = topic.Select(subscription => new { Name = subscription.SubscriptionName, Properties = new { subscription.RequiresSession } }),
            }),
        };
        File.WriteAllText(file, JsonSerializer.Serialize(new { UserConfig = new { Namespaces = new[] { config } } }));
        return file;
    }
}
