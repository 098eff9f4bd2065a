using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Messaging.Route.Log;
using Messaging.Route.Rules;
using Microsoft.Extensions.Options;

namespace Messaging.Route.Retention;

/// <summary>Takes content out of one conversation's log, oldest first. <see cref="Head.ContentFrom"/> tells how far it has come.</summary>
public sealed class OldContent(ContentRows content, IOptions<RetentionOptions> options, TimeProvider time)
{
    const int EntriesRead = 90;

    /// <summary>How many entries lost their content.</summary>
    public Task<int> ForgetAsync(ConversationKey key, CancellationToken ct) => ContentRows.WhileAnyAsync(() => ForgetSomeAsync(key, ct));

    async Task<int> ForgetSomeAsync(ConversationKey key, CancellationToken ct)
    {
        if (await content.HeadAsync(key, ct) is not { } head || options.Value.DaysOf(key.Tenant, head.Settings) is not { } days) return 0;
        var old = await OldAsync(key, head, time.GetUtcNow() - TimeSpan.FromDays(days), ct);
        return old.Count == 0 ? 0 : await ForgetAsync(key, head, old, ct);
    }

    /// <summary>Times never fall along the log, so the old ones are the first ones.</summary>
    async Task<List<StoredEntry>> OldAsync(ConversationKey key, Head head, DateTimeOffset before, CancellationToken ct) =>
        head.ContentFrom > head.Seq ? [] : await content.RangeAsync(key, Keys.Entry(head.ContentFrom), Keys.Entry(head.ContentFrom + EntriesRead), ct)
            .Select(row => row.ToStoredEntry()).TakeWhile(stored => stored.Entry.Time < before).ToListAsync(ct);

    async Task<int> ForgetAsync(ConversationKey key, Head head, List<StoredEntry> old, CancellationToken ct)
    {
        var rows = new Dictionary<string, TableTransactionAction>();
        var (count, pins) = (0, 0);
        foreach (var stored in old)
        {
            var own = await content.BlankedAsync(key, stored, ct);
            if (rows.Count + own.Count > ContentRows.MaxRows) break;
            foreach (var row in own) rows[row.Entity.RowKey] = row;
            pins += stored.Entry.PinnedAt is null ? 0 : 1;
            count++;
        }
        head = head with { Pins = head.Pins - pins };
        var done = head with { ContentFrom = old[count - 1].Entry.Seq + 1 };
        var reacted = old.Take(count).Where(Forgotten.IsMessage).Select(stored => stored.Entry.Seq).ToList();
        if (reacted.Count == 0) await content.CommitAsync(key, done, rows.Values, ct);
        else
        {
            // Nobody reacts to a message that is gone. Only after its reactions are gone too does the head move on: a run that ends before it begins here again.
            var etag = await content.CommitAsync(key, head, rows.Values, ct);
            foreach (var seq in reacted) await content.DeleteAsync(key, Keys.Reactions(seq), ct);
            await content.CommitAsync(key, done with { ETag = etag }, [], ct);
        }
        return count;
    }
}
