using System.Text.Json;
using System.Xml.Linq;
using Messaging.ServiceBus.Config;
using Messaging.ServiceBus.Filters;
using static Messaging.ServiceBus.Administration.Atom;

namespace Messaging.ServiceBus.Administration;

/// <summary>Rules as the administration describes them.</summary>
static class RuleDescriptions
{
    static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";

    internal static XElement Of(Rule rule, string subscription, DateTimeOffset at) => Entry($"{subscription}/Rules/{rule.Config.Name}", rule.Config.Name, at, Description("RuleDescription",
        ("", FilterOf(rule.Config.Properties)),
        ("", Typed("Action", "EmptyRuleAction")),
        ("CreatedAt", at),
        ("Name", rule.Config.Name)));

    static XElement FilterOf(RuleProperties rule) => rule switch
    {
        { CorrelationFilter: { } correlation } => Correlation(correlation),
        { SqlFilter: { } sql } => Sql("SqlFilter", sql.SqlExpression),
        { FilterType: "False" } => Sql("FalseFilter", "1=0"),
        _ => Sql("TrueFilter", "1=1"),
    };

    static XElement Sql(string type, string expression) => Typed("Filter", type,
        new XElement(Connect + "SqlExpression", expression), new XElement(Connect + "CompatibilityLevel", 20));

    static XElement Correlation(CorrelationConfig filter)
    {
        var fields = new (string Name, string? Value)[]
        {
            ("CorrelationId", filter.CorrelationId), ("MessageId", filter.MessageId), ("To", filter.To), ("ReplyTo", filter.ReplyTo),
            ("Label", filter.Label ?? filter.Subject), ("SessionId", filter.SessionId), ("ReplyToSessionId", filter.ReplyToSessionId),
            ("ContentType", filter.ContentType),
        };
        return Typed("Filter", "CorrelationFilter",
            fields.Where(field => field.Value is not null).Select(field => new XElement(Connect + field.Name, field.Value)),
            new XElement(Connect + "Properties", (filter.Properties ?? []).Select(pair => Property(pair.Key, pair.Value))));
    }

    // @azure/service-bus takes the prefix for four letters long and knows no type long.
    const string Prefix = "d6p1";

    static XElement Property(string key, JsonElement value) => new(Connect + "KeyValueOfstringanyType",
        new XElement(Connect + "Key", key),
        new XElement(Connect + "Value",
            new XAttribute(XNamespace.Xmlns + Prefix, Schema.NamespaceName),
            new XAttribute(Instance + "type", $"{Prefix}:" + TypeOf(FilterValue.Of(value))),
            value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()));

    static string TypeOf(object? value) => value switch { bool => "boolean", long and >= int.MinValue and <= int.MaxValue => "int", long => "long", double => "double", _ => "string" };

    static XElement Typed(string name, string type, params object[] content) => new(Connect + name, new XAttribute(Instance + "type", type), content);
}
