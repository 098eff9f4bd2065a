using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Config;

namespace Messaging.ServiceBus.Filters;

/// <summary>A subscription's rule, ready to match.</summary>
sealed class Rule
{
    internal const string DefaultName = "$Default";

    public Rule(RuleConfig config)
    {
        if (config.Properties.Action?.SqlExpression is { Length: > 0 })
            throw new NotSupportedException($"The rule '{config.Name}' has an action; rule actions are not implemented.");
        Config = config;
        Matches = Compile(config);
    }

    public RuleConfig Config { get; }

    public Func<Content, bool> Matches { get; }

    static Func<Content, bool> Compile(RuleConfig config) => config.Properties switch
    {
        { CorrelationFilter: { } correlation } => CorrelationFilter.Of(correlation),
        { SqlFilter.SqlExpression: { } expression } => SqlFilter.Parse(expression),
        { FilterType: null or "True" } => _ => true,
        { FilterType: "False" } => _ => false,
        _ => throw new FormatException($"The rule '{config.Name}' has no filter of its type."),
    };
}
