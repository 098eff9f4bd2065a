using Messaging.Contracts;
using Messaging.Contracts.Queue;

namespace Messaging.Sync;

static class InboxFacts
{
    /// <summary>Whether nothing is missing that a well-formed JSON text may still lack.</summary>
    public static bool IsWhole(InboxTouched fact) =>
        IsId(fact.Tenant) && fact.Touches is { } touches && touches.All(IsWhole) && fact.Cursors is { } cursors && cursors.All(IsWhole);

    static bool IsWhole(Touch touch) => touch is { Users: { } users } && IsId(touch.ConversationId) && users.All(IsId);

    static bool IsWhole(CursorMove move) => move is { Seq: >= 0, Ordinal: >= 0 } && IsId(move.ConversationId) && IsId(move.User);

    static bool IsId(string? id) => id is { Length: > 0 and <= Limits.IdCharacters };
}
