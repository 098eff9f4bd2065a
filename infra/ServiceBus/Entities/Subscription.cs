using Messaging.ServiceBus.Config;
using Messaging.ServiceBus.Filters;
using Messaging.ServiceBus.Storage;

namespace Messaging.ServiceBus.Entities;

/// <summary>A queue that a topic feeds with the messages that at least one of its rules matches.</summary>
sealed class Subscription
{
    static readonly Settlement SessionIdIsNull = Settlement.DeadLetter(
        "Session ID is null.", "Session enabled entity doesn't allow a message whose session identifier is null.");

    readonly EntityContext context;
    readonly List<Rule> rules;

    public Subscription(Topic topic, SubscriptionConfig config, Queue queue, EntityContext context)
    {
        (Topic, Name, Queue, this.context) = (topic, config.Name, queue, context);
        Declared = config.Rules.Count > 0 ? config.Rules : [new RuleConfig(Rule.DefaultName)];
        rules = [.. Declared.Select(rule => new Rule(rule))];
    }

    public Topic Topic { get; }

    public string Name { get; }

    public Queue Queue { get; }

    /// <summary>The rules as the config has them.</summary>
    public IReadOnlyList<RuleConfig> Declared { get; }

    public IReadOnlyList<Rule> Rules => rules;

    public void Recover(IEnumerable<RuleConfig> changed)
    {
        rules.Clear();
        rules.AddRange(changed.Select(rule => new Rule(rule)));
    }

    /// <summary>Takes the message if a rule matches it; what cannot be evaluated or has no place becomes a dead letter.</summary>
    public void Offer(Message message)
    {
        try
        {
            if (rules.Exists(rule => rule.Matches(message.Content)))
                Queue.TakeCopy(message, Queue.Description.RequiresSession && string.IsNullOrEmpty(message.Content.SessionId) ? SessionIdIsNull : null);
        }
        catch (FormatException failure)
        {
            if (Queue.Description.DeadLetteringOnFilterEvaluationExceptions)
                Queue.TakeCopy(message, Settlement.DeadLetter("FilterEvaluationException", failure.Message));
        }
    }

    public Refusal? Add(RuleConfig config, Action added)
    {
        if (Find(config.Name) is not null)
            return new Refusal(Refusal.EntityAlreadyExists, $"The rule '{config.Name}' exists already on '{Queue.Path}'.");
        try
        {
            rules.Add(new Rule(config));
        }
        catch (FormatException invalid)
        {
            return new Refusal(Refusal.ArgumentError, invalid.Message);
        }
        catch (NotSupportedException unsupported)
        {
            return new Refusal(Refusal.NotImplemented, unsupported.Message);
        }
        Store(added);
        return null;
    }

    public Refusal? Remove(string name, Action removed)
    {
        if (Find(name) is not { } rule)
            return new Refusal(Refusal.NotFound, $"The messaging entity '{Queue.Path}/Rules/{name}' could not be found.");
        rules.Remove(rule);
        Store(removed);
        return null;
    }

    public Rule? Find(string name) => rules.Find(rule => rule.Config.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    void Store(Action stored)
    {
        context.Journal.Append(new RulesChanged(Queue.Id, Declared, [.. rules.Select(rule => rule.Config)]));
        context.Journal.AfterCommit(stored);
    }
}
