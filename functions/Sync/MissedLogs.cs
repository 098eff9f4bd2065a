using Messaging.Contracts.Client;

namespace Messaging.Sync;

/// <summary>What one device has missed, conversation by conversation, until its answer is full.</summary>
public sealed class MissedLogs(LogReads logs, string tenant, IReadOnlyDictionary<string, KnownLog> known, AnswerBudget budget)
{
    /// <summary>Null if the conversation does not exist. One read if little was missed, two otherwise.</summary>
    public async Task<LogPart?> ReadAsync(string id, CancellationToken ct)
    {
        var has = known.GetValueOrDefault(id);
        if (has is not null && !budget.IsSpent && await logs.AfterAsync(tenant, id, has.Seq, budget.PerConversation, ct) is { } rest && rest.Head.Epoch == has.Epoch)
            return LogPart.Of(id, rest.Head, has, budget.Take(rest.Entries));

        if (await logs.HeadAsync(tenant, id, ct) is not { } head) return null;
        var from = Math.Max(LogPart.Has(has, head), head.Seq - budget.PerConversation) + 1;
        var newest = from > head.Seq || budget.IsSpent ? [] : await logs.RangeAsync(tenant, id, from, head.Seq, ct);
        return LogPart.Of(id, head, has, budget.Take(newest));
    }
}
