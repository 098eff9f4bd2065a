using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Log;

/// <summary>The commands of one conversation in one queue message, and how far they have come.</summary>
public sealed class Share(ConversationKey key, IEnumerable<Command> commands)
{
    readonly LinkedList<Command> _waiting = new(commands.DistinctBy(it => Keys.Fate(it.Sender, it.ClientMessageId)));

    readonly List<Outcome> _outcomes = [];

    public ConversationKey Key => key;

    /// <summary>In their order, each once: a retry combined with its original is the same command.</summary>
    public IReadOnlyCollection<Command> Waiting => _waiting;

    public IReadOnlyList<Outcome> Outcomes => _outcomes;

    /// <summary>The conversation's state as last seen, null if it does not exist.</summary>
    public Head? Head { get; set; }

    /// <summary>Users taken out of the SignalR group for a removal that was about to be appended.</summary>
    public HashSet<string> TakenOut { get; } = [];

    public void Settle(Outcome outcome)
    {
        _waiting.Remove(outcome.Command);
        _outcomes.Add(outcome);
    }

    /// <summary>Splits a queue message's commands by conversation; the order within each stays.</summary>
    public static IReadOnlyList<Share> Of(IEnumerable<Command> commands) =>
    [
        .. commands.GroupBy(it => new ConversationKey(it.Tenant, it.ConversationId)).Select(group => new Share(group.Key, group)),
    ];
}
