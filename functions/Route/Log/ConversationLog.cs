using Azure;
using Azure.Data.Tables;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Storage;
using Messaging.Route.Erasure;
using Messaging.Route.Live;
using Messaging.Route.Rules;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Route.Log;

/// <summary>The one writer of table Conversations. It looks for no duplicate beforehand: a command's fate is inserted together with
/// its effect and under the head's ETag, so whatever was overlooked fails the whole transaction and is then looked up.</summary>
public sealed partial class ConversationLog(
    TableServiceClient tables, IOptions<TablesOptions> options, ConversationCache cache, ConversationGroups groups, UserContent users, Ids ids, TimeProvider time,
    ILogger<ConversationLog> log)
{
    /// <summary>Each conflict means that another writer got ahead, which only a lost session lock brings about.</summary>
    const int MaxConflicts = 20;

    const int ReadsAtOnce = 16;

    readonly TableClient _table = tables.GetTableClient(TableNames.Conversations);

    /// <summary>Settles the first <paramref name="count"/> of the share's waiting commands. After a failure it can be called again.</summary>
    public async Task AppendAsync(Share share, int count, CancellationToken ct)
    {
        var rest = share.Waiting.Count - count;
        for (var conflicts = 0; ; conflicts++)
        {
            try
            {
                if (conflicts > 0) await SettleKnownAsync(share, share.Waiting.Count - rest, ct);
                await AppendWaitingAsync(share, rest, ct);
                return;
            }
            catch (RequestFailedException moved) when (moved.Status is 409 or 412 or 404 && conflicts < MaxConflicts)
            {
                cache.Drop(share.Key);
                Conflict(share.Key.ConversationId, moved.ErrorCode, conflicts + 1);
            }
            catch
            {
                cache.Drop(share.Key);
                throw;
            }
        }
    }

    /// <summary>Stores a refusal that depends on nothing in the conversation, without reading it; a command that has its fate keeps it.</summary>
    public async Task RefuseAsync(Share share, Command command, string reason, CancellationToken ct)
    {
        var fate = new Fate(null, reason).Row(share.Key.Partition, command);
        try
        {
            await _table.AddEntityAsync(fate, ct);
            share.Settle(new(command, Refusal: reason));
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            share.Head ??= await HeadAsync(share.Key, ct);
            await SettleIfKnownAsync(share, command, ct);
        }
    }

    async Task AppendWaitingAsync(Share share, int rest, CancellationToken ct)
    {
        var conversation = cache.Find(share.Key) ?? Conversation.With(await HeadAsync(share.Key, ct));
        share.Head = conversation.Head;
        while (share.Waiting.Count > rest)
        {
            if (share.Waiting.First() is { Kind: CommandKinds.EraseUser } erasure)
            {
                conversation = await FreshAsync(share, ct);
                if (await SettleIfKnownAsync(share, erasure, ct)) continue;
                if (conversation.Head is { } head) conversation = await EraseAsync(share, erasure, head.Seq, ct);
            }
            var draft = await DraftAsync(share, share.Waiting.Count - rest, conversation, ct);
            await LeaveGroupAsync(share, draft, ct);
            conversation = await CommitAsync(draft, ct);
            share.Head = conversation.Head;
            if (conversation.Head is not null) cache.Keep(share.Key, conversation);
            foreach (var outcome in draft.Outcomes()) share.Settle(outcome);
        }
    }

    /// <summary>Before the command is decided, so that its fate says that it is done. A lane holds no other of its commands meanwhile;
    /// what exceeds the patience comes back and goes on. The place up to which it reaches was read before it was known to have no fate:
    /// whoever is overtaken by another instance takes nothing that came later.</summary>
    async Task<Conversation> EraseAsync(Share share, Command erasure, long upTo, CancellationToken ct)
    {
        await users.EraseAsync(share.Key, erasure, upTo, ct);
        return await FreshAsync(share, ct);
    }

    async Task<Conversation> FreshAsync(Share share, CancellationToken ct)
    {
        cache.Drop(share.Key);
        var conversation = Conversation.With(await HeadAsync(share.Key, ct));
        share.Head = conversation.Head;
        return conversation;
    }

    async Task<Draft> DraftAsync(Share share, int count, Conversation conversation, CancellationToken ct)
    {
        var draft = new Draft(share.Key, conversation);
        var epoch = conversation.Head is null ? Head.EpochOf(ids.New(), options.Value.Epoch) : "";
        foreach (var command in share.Waiting.Take(count))
        {
            // An erasure begins a transaction of its own: what the user said before it must be in the log.
            if (command.Kind == CommandKinds.EraseUser && !draft.IsEmpty) break;
            var targeted = await TargetedAsync(share.Key, command, ct);
            await LookUpAsync(draft, share.Key, targeted, ct);
            if (!draft.TryAdd(command, Rule.Decide(targeted, draft.View(time.GetUtcNow(), epoch)))) break;
        }
        return draft;
    }

    /// <summary>Who names a message by its client message id means the seq that this command got. It got none yet: it will be too late.</summary>
    async Task<Command> TargetedAsync(ConversationKey key, Command command, CancellationToken ct) => command is { TargetId: { } id, Kind: CommandKinds.ExpireMessage }
        ? command with { Target = (await RowAsync(key, Keys.Fate(command.Sender, id), ct))?.ToFate().Seq }
        : command;

    async Task LookUpAsync(Draft draft, ConversationKey key, Command command, CancellationToken ct)
    {
        foreach (var (user, row) in await RowsAsync(key, Lookups.Users(command).Where(user => !draft.Knows(user)), Keys.Member, ct))
            draft.Learn(user, row?.ToMember());
        foreach (var (rowKey, row) in await RowsAsync(key, Lookups.Marks(command).Where(rowKey => !draft.KnowsMark(rowKey)), rowKey => rowKey, ct))
            draft.LearnMark(rowKey, row is not null);
        foreach (var named in Lookups.Seqs(command))
            for (long? seq = named; seq is { } at; seq = draft.Stored(at) is { } stored ? Lookups.After(command, stored) : null)
                if (!draft.Knows(at)) draft.Learn(at, (await RowAsync(key, Keys.Entry(at), ct))?.ToStoredEntry());
    }

    async Task<IReadOnlyList<(T Of, TableEntity? Row)>> RowsAsync<T>(ConversationKey key, IEnumerable<T> of, Func<T, string> rowKey, CancellationToken ct)
    {
        List<(T, TableEntity?)> rows = [];
        foreach (var some in of.Chunk(ReadsAtOnce))
            rows.AddRange(await Task.WhenAll(some.Select(async it => (it, await RowAsync(key, rowKey(it), ct)))));
        return rows;
    }

    /// <summary>Out of the group before the removal is in the log: from there on nothing may reach the user.</summary>
    async Task LeaveGroupAsync(Share share, Draft draft, CancellationToken ct)
    {
        var left = draft.Left.ToList();
        share.TakenOut.UnionWith(left);
        await groups.LeaveAsync(share.Key, left, ct);
    }

    async Task<Conversation> CommitAsync(Draft draft, CancellationToken ct)
    {
        var answers = await _table.SubmitTransactionAsync([.. draft.Actions()], ct);
        return draft.Committed(answers.Value[0].Headers.ETag ?? default);
    }

    async Task SettleKnownAsync(Share share, int count, CancellationToken ct)
    {
        foreach (var commands in share.Waiting.Take(count).ToList().Chunk(ReadsAtOnce))
            foreach (var (command, row) in await Task.WhenAll(commands.Select(async it => (it, await RowAsync(share.Key, FateKey(it), ct)))))
                if (row is not null) share.Settle(await OutcomeAsync(share.Key, command, row.ToFate(), ct));
    }

    async Task<bool> SettleIfKnownAsync(Share share, Command command, CancellationToken ct)
    {
        if (await RowAsync(share.Key, FateKey(command), ct) is not { } row) return false;
        share.Settle(await OutcomeAsync(share.Key, command, row.ToFate(), ct));
        return true;
    }

    /// <summary>An earlier fate, with the entry as the log has it now.</summary>
    async Task<Outcome> OutcomeAsync(ConversationKey key, Command command, Fate fate, CancellationToken ct)
    {
        Duplicate(key.ConversationId, fate.Seq);
        if (fate.Seq is not { } seq) return new(command, Refusal: fate.Reason);
        var entry = (await RowAsync(key, Keys.Entry(seq), ct))?.ToEntry();
        return new(command, entry, entry?.ToJson());
    }

    async Task<Head?> HeadAsync(ConversationKey key, CancellationToken ct) => (await RowAsync(key, Keys.Head, ct))?.ToHead().Under(options.Value.Epoch);

    async Task<TableEntity?> RowAsync(ConversationKey key, string row, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(key.Partition, row, cancellationToken: ct);
        return found.HasValue ? found.Value : null;
    }

    static string FateKey(Command command) => Keys.Fate(command.Sender, command.ClientMessageId);
}
