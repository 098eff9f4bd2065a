using Messaging.Contracts.Queue;

namespace Messaging.Sync;

/// <summary>What one or many facts mean for one user's inbox. Neither their order nor how often they came makes a difference.</summary>
public sealed class InboxChange(string tenant, string user)
{
    public string Tenant => tenant;
    public string User => user;

    /// <summary>Conversations whose hint is due.</summary>
    public HashSet<string> Touched { get; } = [];

    /// <summary>Those of them that the user may have left.</summary>
    public HashSet<string> Removed { get; } = [];

    /// <summary>Conversations that the user may join.</summary>
    public HashSet<string> Invited { get; } = [];

    /// <summary>The furthest move of each cursor.</summary>
    public Dictionary<string, Cursor> Cursors { get; } = [];

    /// <summary>Positions of the facts in the batch.</summary>
    public HashSet<int> Sources { get; } = [];

    public void Touch(string conversationId, bool removed)
    {
        Touched.Add(conversationId);
        if (removed) Removed.Add(conversationId);
    }

    void Take(Touch touch)
    {
        if (touch.Invited is true) Invited.Add(touch.ConversationId);
        else Touch(touch.ConversationId, touch.Removed);
    }

    /// <summary>Reading touches the conversation too, so that the user's other devices learn of it.</summary>
    public void Move(string conversationId, Cursor to)
    {
        if (to.Seq > 0) Touched.Add(conversationId);
        Cursors[conversationId] = Cursors.GetValueOrDefault(conversationId, Cursor.Start).With(to);
    }

    public static IReadOnlyCollection<InboxChange> PerUser(IReadOnlyList<InboxTouched> facts)
    {
        var changes = new Dictionary<(string, string), InboxChange>();
        for (var source = 0; source < facts.Count; source++)
        {
            var fact = facts[source];
            foreach (var touch in fact.Touches)
                foreach (var user in touch.Users)
                    Of(fact.Tenant, user, source).Take(touch);
            foreach (var move in fact.Cursors)
                Of(fact.Tenant, move.User, source).Move(move.ConversationId, new(move.Seq, move.Ordinal, move.Delivered));
        }
        return changes.Values;

        InboxChange Of(string tenant, string user, int source)
        {
            if (!changes.TryGetValue((tenant, user), out var change)) changes[(tenant, user)] = change = new(tenant, user);
            change.Sources.Add(source);
            return change;
        }
    }
}
