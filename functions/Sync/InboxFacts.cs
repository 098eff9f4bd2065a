using Messaging.Contracts.Queue;
using Messaging.Plumbing;

namespace Messaging.Sync;

static class InboxFacts
{
    /// <summary>Whether nothing is missing that a well-formed JSON text may still lack.</summary>
    public static bool IsWhole(InboxTouched fact) =>
        Ids.IsValid(fact.Tenant) && fact.Touches is { } touches && touches.All(IsWhole) && fact.Cursors is { } cursors && cursors.All(IsWhole);

    static bool IsWhole(Touch touch) => touch is { Users: { } users } && Ids.IsValid(touch.ConversationId) && users.All(Ids.IsValid);

    static bool IsWhole(CursorMove move) => move is { Seq: >= 0, Ordinal: >= 0, Delivered: >= 0 } && Ids.IsValid(move.ConversationId) && Ids.IsValid(move.User);
}
