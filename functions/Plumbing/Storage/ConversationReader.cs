using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Messaging.Contracts.Client;
using Microsoft.Extensions.Options;

namespace Messaging.Plumbing.Storage;

/// <summary>Reads table Conversations. Every app may read it; only Route writes it.</summary>
public class ConversationReader(TableServiceClient tables, IOptions<TablesOptions> options)
{
    /// <summary>Of up to 170 KB each, where they come one after the other.</summary>
    const int EntriesAtOnce = 200;

    readonly TableClient _table = tables.GetTableClient(TableNames.Conversations);

    public virtual async Task<Head?> HeadAsync(string tenant, string conversationId, CancellationToken ct) =>
        (await RowAsync(tenant, conversationId, Keys.Head, ct))?.ToHead().Under(options.Value.Epoch);

    public virtual async Task<Member?> MemberAsync(string tenant, string conversationId, string user, CancellationToken ct) =>
        (await RowAsync(tenant, conversationId, Keys.Member(user), ct))?.ToMember();

    public virtual async Task<Fate?> FateAsync(string tenant, string conversationId, string sender, string clientMessageId, CancellationToken ct) =>
        (await RowAsync(tenant, conversationId, Keys.Fate(sender, clientMessageId), ct))?.ToFate();

    public virtual async Task<Entry?> EntryAsync(string tenant, string conversationId, long seq, CancellationToken ct) =>
        (await RowAsync(tenant, conversationId, Keys.Entry(seq), ct))?.ToEntry();

    /// <summary>All members, in the order of their keys.</summary>
    public virtual async Task<IReadOnlyList<Member>> MembersAsync(string tenant, string conversationId, CancellationToken ct)
    {
        // '}' is the character after '|': the range holds exactly the keys that start with "m|".
        var rows = RangeAsync(tenant, conversationId, from: "m|", before: "m}", ct);
        return await rows.Select(row => row.ToMember()).ToListAsync(ct);
    }

    /// <summary>Members after one, or from the first on, in the order of their keys.</summary>
    public virtual async Task<IReadOnlyList<Member>> MembersAfterAsync(string tenant, string conversationId, string? after, int most, CancellationToken ct)
    {
        var rows = AfterAsync(tenant, conversationId, "m|", after is null ? "m|" : Keys.Member(after), most, ct);
        return await rows.Select(row => row.ToMember()).ToListAsync(ct);
    }

    /// <summary>Entries with from ≤ seq ≤ to, in rising seq.</summary>
    public virtual async Task<IReadOnlyList<Entry>> EntriesAsync(string tenant, string conversationId, long from, long to, CancellationToken ct)
    {
        var rows = RangeAsync(tenant, conversationId, Keys.Entry(from), before: Keys.Entry(to + 1), ct);
        return await rows.Select(row => row.ToEntry()).ToListAsync(ct);
    }

    /// <summary>Entries of one sender up to a seq, in rising seq. The service looks at every entry.</summary>
    public virtual IAsyncEnumerable<Entry> SentAsync(string tenant, string conversationId, string sender, long to, CancellationToken ct)
    {
        var (partition, from, before) = (Keys.Partition(tenant, conversationId), Keys.Entry(1), Keys.Entry(to + 1));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {before} and Sender eq {sender}");
        return _table.QueryAsync<TableEntity>(filter, maxPerPage: EntriesAtOnce, cancellationToken: ct).Select(row => row.ToEntry());
    }

    /// <summary>What became of every command, in the order of senders and client message ids.</summary>
    public virtual IAsyncEnumerable<AuditLine> AuditAsync(string tenant, string conversationId, CancellationToken ct) =>
        RangeAsync(tenant, conversationId, from: "d|", before: "d}", ct).Select(row => row.ToAudit());

    /// <summary>The head and the entries after a seq in one read: in key order they are neighbours. Null if there are more entries than asked for,
    /// if there is no head, or if the two do not fit because the log grew between them.</summary>
    public virtual async Task<(Head Head, IReadOnlyList<Entry> Entries)?> AfterAsync(
        string tenant, string conversationId, long seq, int most, CancellationToken ct)
    {
        var (partition, from) = (Keys.Partition(tenant, conversationId), Keys.Entry(seq + 1));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey le {Keys.Head}");
        await foreach (var page in _table.QueryAsync<TableEntity>(filter, maxPerPage: most + 1, cancellationToken: ct).AsPages())
        {
            if (page.Values is not [.., { RowKey: Keys.Head } last]) return null;
            var (head, entries) = (last.ToHead().Under(options.Value.Epoch), page.Values.SkipLast(1).ToList());
            return entries.Count == head.Seq - seq ? (head, [.. entries.Select(row => row.ToEntry())]) : null;
        }
        return null;
    }

    /// <summary>What a member sees, in one read: in key order come the entries, the head and the members. The service passes over the members
    /// before this one, so it is for conversations of few. Null if there are more entries than asked for, if there is no head, if the log grew
    /// between it and the entries, or if the service needs a second page.</summary>
    /// <param name="tenant">Of the conversation.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="user">Who looks, and need not be a member.</param>
    /// <param name="after">Seq before the first entry that is wanted; null for none.</param>
    /// <param name="most">Entries.</param>
    /// <param name="ct">Ends the reading.</param>
    public virtual async Task<MemberView?> ViewAsync(string tenant, string conversationId, string user, long? after, int most, CancellationToken ct)
    {
        const int headAndMember = 2, andOneToSeeThatItIsAll = 1;
        var (partition, from, member) = (Keys.Partition(tenant, conversationId), after is { } seq ? Keys.Entry(seq + 1) : Keys.Head, Keys.Member(user));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {from} and RowKey le {member} and (RowKey le {Keys.Head} or RowKey eq {member})");
        var pages = _table.QueryAsync<TableEntity>(filter, most + headAndMember + andOneToSeeThatItIsAll, cancellationToken: ct).AsPages();
        if (await pages.FirstOrDefaultAsync(ct) is not { ContinuationToken: null } page || MemberView.Of(page.Values, after, most) is not { } view) return null;
        return view with { Head = view.Head.Under(options.Value.Epoch) };
    }

    /// <summary>Where a user's last message after a seq is, and how many messages there are up to it; null if there is none. The service looks through
    /// the log from there on.</summary>
    public virtual async Task<(long Seq, long Ordinal)?> LastSaidAsync(string tenant, string conversationId, string user, long seq, CancellationToken ct)
    {
        var (partition, from) = (Keys.Partition(tenant, conversationId), Keys.Entry(seq + 1));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {Keys.Head} and Sender eq {user} and Kind eq {EntryKinds.Message}");
        var last = await _table.QueryAsync<TableEntity>(filter, select: ["RowKey", "Ordinal"], cancellationToken: ct).LastOrDefaultAsync(ct);
        return last is null ? null : (Keys.SeqOfEntry(last.RowKey), last.GetInt64("Ordinal")!.Value);
    }

    /// <summary>How many messages after a seq mention the user, or everyone; at most <paramref name="most"/> are counted.</summary>
    public virtual async Task<int> MentionsAfterAsync(string tenant, string conversationId, string user, long seq, int most, CancellationToken ct)
    {
        var counts = await Task.WhenAll(new[] { user, "*" }.Select(mentioned =>
            RangeAsync(tenant, conversationId, Keys.Mention(mentioned, seq + 1), before: Keys.Mention(mentioned, long.MaxValue), ct).Take(most).CountAsync(ct).AsTask()));
        return Math.Min(most, counts.Sum());
    }

    /// <summary>Marks whose row key begins with a prefix that ends in <c>|</c>, in the order of their keys.</summary>
    public virtual async Task<IReadOnlyList<Mark>> MarksAsync(string tenant, string conversationId, string prefix, int most, CancellationToken ct)
    {
        var rows = RangeAsync(tenant, conversationId, prefix, before: prefix[..^1] + '}', ct);
        return await rows.Take(most).Select(Mark.From).ToListAsync(ct);
    }

    /// <summary>Marks whose row key begins with a prefix that ends in <c>|</c>, after a row key or from the first on.</summary>
    public virtual async Task<IReadOnlyList<Mark>> MarksAfterAsync(
        string tenant, string conversationId, string prefix, string? after, int most, CancellationToken ct) =>
        await AfterAsync(tenant, conversationId, prefix, after ?? prefix, most, ct).Select(Mark.From).ToListAsync(ct);

    public virtual async Task<Mark?> MarkAsync(string tenant, string conversationId, string rowKey, CancellationToken ct) =>
        await RowAsync(tenant, conversationId, rowKey, ct) is { } row ? Mark.From(row) : null;

    /// <summary>The seqs of a thread's answers after one, the first so many.</summary>
    public virtual async Task<IReadOnlyList<long>> AnswersAsync(string tenant, string conversationId, long root, long after, int most, CancellationToken ct)
    {
        var rows = RangeAsync(tenant, conversationId, Keys.Answer(root, after + 1), before: Keys.Answer(root, long.MaxValue), ct);
        return await rows.Take(most).Select(row => Mark.From(row).Seq).ToListAsync(ct);
    }

    /// <summary>Conversations that a user is in or has sent something to, from a continuation on or from the first; a conversation may come again.
    /// No key leads there: it is a scan over every row of the tenant, and a page may be empty.</summary>
    public virtual async IAsyncEnumerable<(IReadOnlyList<string> Conversations, string? Continuation)> TracesAsync(
        string tenant, string user, string? continuation, [EnumeratorCancellation] CancellationToken ct)
    {
        var (from, row, invitation) = (Keys.Partition(tenant, ""), Keys.Member(user), Keys.Invitation(user));
        var before = from[..^1] + '}';
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {before} and (RowKey eq {row} or RowKey eq {invitation} or Sender eq {user})");
        await foreach (var page in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey"], cancellationToken: ct).AsPages(continuation))
            yield return ([.. page.Values.Select(found => Keys.Unescape(found.PartitionKey[from.Length..])).Distinct()], page.ContinuationToken);
    }

    /// <summary>All conversations that a user is a member of. No key leads there: it is a scan over every row of the tenant.</summary>
    public virtual async Task<IReadOnlySet<string>> MembershipsAsync(string tenant, string user, CancellationToken ct)
    {
        var (from, row) = (Keys.Partition(tenant, ""), Keys.Member(user));
        var before = from[..^1] + '}';
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {before} and RowKey eq {row}");
        var found = _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey"], cancellationToken: ct);
        return await found.Select(member => Keys.Unescape(member.PartitionKey[from.Length..])).ToHashSetAsync(cancellationToken: ct);
    }

    IAsyncEnumerable<TableEntity> RangeAsync(string tenant, string conversationId, string from, string before, CancellationToken ct)
    {
        var partition = Keys.Partition(tenant, conversationId);
        return _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {before}"), cancellationToken: ct);
    }

    /// <summary>No row is the prefix alone, so the first page is after it.</summary>
    IAsyncEnumerable<TableEntity> AfterAsync(string tenant, string conversationId, string prefix, string after, int most, CancellationToken ct)
    {
        var (partition, before) = (Keys.Partition(tenant, conversationId), prefix[..^1] + '}');
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {before}");
        return _table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(most, 1000), cancellationToken: ct).Take(most);
    }

    async Task<TableEntity?> RowAsync(string tenant, string conversationId, string row, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Keys.Partition(tenant, conversationId), row, cancellationToken: ct);
        return found.HasValue ? found.Value : null;
    }
}
