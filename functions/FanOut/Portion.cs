namespace Messaging.FanOut;

/// <summary>Cuts a batch into what can be done within one budget, whole queue messages in their order.</summary>
public static class Portion
{
    /// <summary>At 10 ms a call and 32 at a time they take well under a second; a conversation counts once however much is said about it.</summary>
    const int Conversations = 1000;

    public static IEnumerable<IReadOnlyList<Delivery>> Of(IEnumerable<Delivery> batch)
    {
        var (portion, conversations) = (new List<Delivery>(), new HashSet<(string, string)>());
        foreach (var delivery in batch)
        {
            if (portion.Count > 0 && conversations.Count + Named(delivery).Except(conversations).Count() > Conversations)
            {
                yield return portion;
                (portion, conversations) = ([], []);
            }
            portion.Add(delivery);
            conversations.UnionWith(Named(delivery));
        }
        if (portion.Count > 0) yield return portion;
    }

    static IEnumerable<(string, string)> Named(Delivery delivery) =>
        delivery.Appends.Select(append => (append.Tenant, append.ConversationId))
            .Concat(delivery.Moves.Select(moved => (moved.Tenant, moved.Move.ConversationId)));
}
