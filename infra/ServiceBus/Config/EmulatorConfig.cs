using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.ServiceBus.Config;

/// <summary>The official emulator's <c>Config.json</c>: one file serves both.</summary>
sealed record EmulatorConfig(UserConfig UserConfig)
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new XmlTimeSpanConverter() },
    };

    /// <exception cref="InvalidDataException">The file is not a config, or asks for something that is not implemented.</exception>
    internal static NamespaceConfig Load(string path)
    {
        try
        {
            var config = JsonSerializer.Deserialize<EmulatorConfig>(File.ReadAllText(path), Json);
            var only = config?.UserConfig?.Namespaces is [var first, ..] ? first : throw new InvalidDataException("UserConfig.Namespaces is missing or empty.");
            foreach (var (entity, properties) in only.AllProperties())
                properties.RefuseUnknown(entity);
            return only;
        }
        catch (Exception failure) when (failure is JsonException or InvalidDataException or FormatException)
        {
            throw new InvalidDataException($"'{path}' cannot be used: {failure.Message}", failure);
        }
    }

    internal static string ToJson(IReadOnlyList<RuleConfig> rules) => JsonSerializer.Serialize(rules, Json);

    internal static IReadOnlyList<RuleConfig> RulesOf(string json) => JsonSerializer.Deserialize<IReadOnlyList<RuleConfig>>(json, Json)!;
}

sealed record UserConfig(IReadOnlyList<NamespaceConfig> Namespaces);

sealed record NamespaceConfig
{
    public string Name { get; init; } = "sbemulatorns";
    public IReadOnlyList<QueueConfig> Queues { get; init; } = [];
    public IReadOnlyList<TopicConfig> Topics { get; init; } = [];

    internal IEnumerable<(string Entity, EntityProperties Properties)> AllProperties() =>
    [
        .. Queues.Select(queue => (queue.Name, queue.Properties)),
        .. Topics.Select(topic => (topic.Name, topic.Properties)),
        .. Topics.SelectMany(topic => topic.Subscriptions.Select(subscription => ($"{topic.Name}/{subscription.Name}", subscription.Properties))),
    ];
}

sealed record QueueConfig(string Name)
{
    public EntityProperties Properties { get; init; } = new();
}

sealed record TopicConfig(string Name)
{
    public EntityProperties Properties { get; init; } = new();
    public IReadOnlyList<SubscriptionConfig> Subscriptions { get; init; } = [];
}

sealed record SubscriptionConfig(string Name)
{
    public EntityProperties Properties { get; init; } = new();
    public IReadOnlyList<RuleConfig> Rules { get; init; } = [];
}
