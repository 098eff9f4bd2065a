using Messaging.Contracts.Client;

namespace Messaging.FanOut;

/// <summary>What a whole batch says about one conversation: each entry once, in rising seq.</summary>
public sealed record ConversationShare(string Tenant, string ConversationId, string Epoch, int MemberCount, IReadOnlyList<Entry> Entries)
{
    /// <summary>The queue messages that carried it and share its fate.</summary>
    public required IReadOnlyList<Delivery> Carriers { get; init; }

    public bool Failed => Carriers.Any(carrier => carrier.Failure is not null);

    public void Fail(Exception failure)
    {
        foreach (var carrier in Carriers) carrier.Fail(failure);
    }

    public static IReadOnlyList<ConversationShare> Of(IEnumerable<Delivery> batch) =>
    [
        .. from delivery in batch
           from append in delivery.Appends
           group (append, delivery) by (append.Tenant, append.ConversationId, append.Epoch) into conversation
           select new ConversationShare(
               conversation.Key.Tenant, conversation.Key.ConversationId, conversation.Key.Epoch,
               conversation.MaxBy(part => part.append.Entries.Count == 0 ? 0 : part.append.Entries[^1].Seq).append.MemberCount,
               [.. conversation.SelectMany(part => part.append.Entries).DistinctBy(entry => entry.Seq).OrderBy(entry => entry.Seq)])
           {
               Carriers = [.. conversation.Select(part => part.delivery).Distinct()],
           },
    ];
}
