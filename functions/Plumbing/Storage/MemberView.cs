using Azure.Data.Tables;
using Messaging.Contracts.Client;

namespace Messaging.Plumbing.Storage;

/// <param name="Head">Read after the entries.</param>
/// <param name="Member">Read after the head; null for one who is not a member.</param>
/// <param name="Rest">All entries after the seq asked for; null if none was.</param>
public sealed record MemberView(Head Head, Member? Member, IReadOnlyList<Entry>? Rest = null)
{
    /// <param name="rows">Entries, head, and perhaps a member, in the order of their keys.</param>
    /// <param name="after">Seq before the first entry.</param>
    /// <param name="most">Entries.</param>
    internal static MemberView? Of(IReadOnlyList<TableEntity> rows, long? after, int most)
    {
        var entries = rows.TakeWhile(row => row.RowKey != Keys.Head).ToList();
        if (entries.Count == rows.Count || entries.Count > most) return null;
        var (head, member) = (rows[entries.Count].ToHead(), rows.Skip(entries.Count + 1).SingleOrDefault()?.ToMember());
        if (after is null) return new(head, member);
        return entries.Count == head.Seq - after ? new(head, member, [.. entries.Select(row => row.ToEntry())]) : null;
    }
}
