using System.Text.Json;

namespace Messaging.ServiceBus.Config;

sealed record RuleConfig(string Name)
{
    public RuleProperties Properties { get; init; } = new();
}

sealed record RuleProperties
{
    /// <summary><c>Sql</c>, <c>Correlation</c>, <c>True</c> or <c>False</c>.</summary>
    public string? FilterType { get; init; }
    public SqlConfig? SqlFilter { get; init; }
    public CorrelationConfig? CorrelationFilter { get; init; }
    public SqlConfig? Action { get; init; }
}

sealed record SqlConfig(string SqlExpression);

sealed record CorrelationConfig
{
    public string? ContentType { get; init; }
    public string? CorrelationId { get; init; }
    public string? Label { get; init; }
    public string? Subject { get; init; }
    public string? MessageId { get; init; }
    public string? ReplyTo { get; init; }
    public string? ReplyToSessionId { get; init; }
    public string? SessionId { get; init; }
    public string? To { get; init; }
    public Dictionary<string, JsonElement>? Properties { get; init; }
}
