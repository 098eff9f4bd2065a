using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;

namespace Messaging.Sync;

/// <summary>What one device has missed, conversation by conversation, until its answer is full.</summary>
public sealed class MissedLogs(LogReads logs, Caller caller, IReadOnlyDictionary<string, KnownLog> known, AnswerBudget budget)
{
    /// <summary>Null if the conversation does not exist or the caller is not a member. One read if little was missed.</summary>
    public async Task<MemberLog?> ReadAsync(Hint hint, CancellationToken ct)
    {
        var id = hint.ConversationId;
        var has = known.GetValueOrDefault(id);
        if (await logs.ViewAsync(caller, hint, budget.IsSpent ? null : has?.Seq, budget.PerConversation, ct) is not { Member: { } member } view) return null;
        var head = view.Head;
        if (view.Rest is { } rest && head.Epoch == has?.Epoch) return new(member, LogPart.Of(id, head, has, budget.Take(rest)));

        var from = Math.Max(LogPart.Has(has, head), head.Seq - budget.PerConversation) + 1;
        var newest = from > head.Seq || budget.IsSpent ? [] : await logs.RangeAsync(caller.Tenant, id, from, head.Seq, ct);
        return new(member, LogPart.Of(id, head, has, budget.Take(newest)));
    }
}
