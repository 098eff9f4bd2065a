using System.Text.Json;
using Messaging.ServiceBus.Config;
using Microsoft.Azure.Amqp.Encoding;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Operations on a subscription's rules. Descriptors are those of the namespace <c>com.microsoft</c>.</summary>
static class RuleOperations
{
    const ulong SqlFilter = 0x1370000006, TrueFilter = 0x1370000007, FalseFilter = 0x1370000008, CorrelationFilter = 0x1370000009;
    const ulong Description = 0x13700000004, NoAction = 0x13700000005;
    const int CompatibilityLevel = 20;

    internal static void Add(ManagementRequest request)
    {
        if (request.Subscription.Add(Read(request), () => request.Succeed()) is { } refusal)
            request.Refuse(refusal);
    }

    internal static void Remove(ManagementRequest request)
    {
        if (request.Subscription.Remove(request.Get<string>("rule-name"), () => request.Succeed()) is { } refusal)
            request.Refuse(refusal);
    }

    internal static void List(ManagementRequest request)
    {
        var rules = request.Subscription.Rules.Skip(request.Get<int>("skip")).Take(request.Get<int>("top")).ToList();
        if (rules.Count == 0)
            request.SucceedWithNothing();
        else
            request.Succeed(("rules", rules.Select(rule => new AmqpMap { [new MapKey("rule-description")] = Encode(rule.Config) }).ToList()));
    }

    static RuleConfig Read(ManagementRequest request)
    {
        var description = request.Get<AmqpMap>("rule-description");
        return new RuleConfig(request.Get<string>("rule-name"))
        {
            Properties = new RuleProperties
            {
                FilterType = description[new MapKey("correlation-filter")] is null ? "Sql" : "Correlation",
                SqlFilter = ReadSql(description, "sql-filter"),
                Action = ReadSql(description, "sql-rule-action"),
                CorrelationFilter = description[new MapKey("correlation-filter")] is AmqpMap correlation ? ReadCorrelation(correlation) : null,
            },
        };
    }

    static SqlConfig? ReadSql(AmqpMap description, string field) =>
        description[new MapKey(field)] is AmqpMap map && map[new MapKey("expression")] is string expression ? new SqlConfig(expression) : null;

    static CorrelationConfig ReadCorrelation(AmqpMap map)
    {
        string? Text(string field) => map[new MapKey(field)] as string;
        return new CorrelationConfig
        {
            CorrelationId = Text("correlation-id"),
            MessageId = Text("message-id"),
            To = Text("to"),
            ReplyTo = Text("reply-to"),
            Label = Text("label"),
            SessionId = Text("session-id"),
            ReplyToSessionId = Text("reply-to-session-id"),
            ContentType = Text("content-type"),
            Properties = (map[new MapKey("properties")] as AmqpMap)?.ToDictionary(
                pair => pair.Key.ToString(), pair => JsonSerializer.SerializeToElement(Filters.FilterValue.Of(pair.Value))),
        };
    }

    static DescribedType Encode(RuleConfig rule) => new(Description, new List<object?>
    {
        EncodeFilter(rule.Properties),
        new DescribedType(NoAction, new List<object?>()),
        rule.Name,
        null,
    });

    static DescribedType EncodeFilter(RuleProperties rule) => rule switch
    {
        { SqlFilter: { } sql } => new DescribedType(SqlFilter, new List<object?> { sql.SqlExpression, CompatibilityLevel }),
        { CorrelationFilter: { } correlation } => new DescribedType(CorrelationFilter, EncodeCorrelation(correlation)),
        { FilterType: "False" } => new DescribedType(FalseFilter, new List<object?> { "1=0", CompatibilityLevel }),
        _ => new DescribedType(TrueFilter, new List<object?> { "1=1", CompatibilityLevel }),
    };

    static List<object?> EncodeCorrelation(CorrelationConfig filter)
    {
        var properties = new AmqpMap();
        foreach (var (key, value) in filter.Properties ?? [])
            properties[new MapKey(key)] = Filters.FilterValue.Of(value);
        return
        [
            filter.CorrelationId, filter.MessageId, filter.To, filter.ReplyTo, filter.Label ?? filter.Subject,
            filter.SessionId, filter.ReplyToSessionId, filter.ContentType, properties,
        ];
    }
}
