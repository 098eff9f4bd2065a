using Azure.Data.Tables;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;
using Messaging.Route.Log;
using Messaging.Route.Retention;
using Messaging.Route.Rules;

namespace Messaging.Route.Erasure;

/// <summary>Takes all that a user said out of one conversation's log, oldest first. Mark <c>x|{user}</c> tells up to which seq it is gone, so that
/// whoever begins again goes on there.</summary>
public sealed class UserContent(ContentRows content, TimeProvider time)
{
    const int EntriesRead = 60;

    /// <summary>Afterwards nothing that the user sent up to a seq has content.</summary>
    public async Task EraseAsync(ConversationKey key, Command erasure, long upTo, CancellationToken ct)
    {
        foreach (var user in erasure.Members ?? [])
            await ContentRows.WhileAnyAsync(() => EraseSomeAsync(key, user, upTo, erasure.Sender, ct));
    }

    async Task<int> EraseSomeAsync(ConversationKey key, string user, long upTo, string by, CancellationToken ct)
    {
        if (await content.HeadAsync(key, ct) is not { } head) return 0;
        var erased = await content.RowAsync(key, Keys.Erased(user), ct) is { } row ? Mark.From(row).Seq : 0;
        var own = await SentAsync(key, user, erased, upTo, ct);
        if (own.Count == 0) return 0;

        var chunk = new Chunk(head);
        var count = 0;
        while (count < own.Count && chunk.TryAdd(own[count], await RowsAsync(key, own[count], chunk, ct))) count++;
        foreach (var seq in own.Take(count).Where(MayHaveReactions).Select(it => it.Entry.Seq)) await content.DeleteAsync(key, Keys.Reactions(seq), ct);
        var mark = new Mark(Keys.Erased(user), by, time.GetUtcNow(), own[count - 1].Entry.Seq);
        await content.CommitAsync(key, chunk.Head, [.. chunk.Rows, new(TableTransactionActionType.UpsertReplace, mark.Row(key.Partition))], ct);
        return count;
    }

    /// <summary>The rows of a deleted message's reactions stay, although it no longer counts them.</summary>
    static bool MayHaveReactions(StoredEntry stored) => Forgotten.IsMessage(stored) && stored.Entry is ({ Reactions: not null } or { DeletedAt: not null });

    async Task<List<StoredEntry>> SentAsync(ConversationKey key, string user, long after, long upTo, CancellationToken ct) =>
        await content.RangeAsync(key, Keys.Entry(after + 1), Keys.Entry(upTo + 1), ct, TableClient.CreateQueryFilter($" and Sender eq {user}"))
            .Take(EntriesRead).Select(row => row.ToStoredEntry()).ToListAsync(ct);

    async Task<List<TableTransactionAction>> RowsAsync(ConversationKey key, StoredEntry stored, Chunk chunk, CancellationToken ct) =>
        [.. await content.BlankedAsync(key, stored, ct), .. await ReactionAsync(key, stored, chunk, ct)];

    /// <summary>A reaction that is still there goes, and its message counts one less.</summary>
    async Task<IEnumerable<TableTransactionAction>> ReactionAsync(ConversationKey key, StoredEntry stored, Chunk chunk, CancellationToken ct)
    {
        if (stored.Entry is not { Target: { } target, Reaction: { } reaction }) return [];
        // The user's own message in this chunk goes with all reactions to it.
        if (chunk.Has(Keys.Entry(target)) && chunk.Stored(target) is null) return [];
        var mark = Keys.Reaction(target, stored.Entry.Sender, reaction);
        if (chunk.Has(mark) || await content.RowAsync(key, mark, ct) is null) return [];
        var message = chunk.Stored(target) ?? (await content.RowAsync(key, Keys.Entry(target), ct))?.ToStoredEntry();
        if (message?.Entry.Reactions is null) return [ContentRows.Deleted(key, mark)];

        message = message with { Entry = Reactions.Without(message.Entry, reaction) };
        chunk.Keep(message);
        return [ContentRows.Deleted(key, mark), ContentRows.Written(key, message)];
    }
}
