using Azure.Data.Tables;

namespace Messaging.Plumbing.Storage;

/// <param name="User">The member.</param>
/// <param name="Role">One of <see cref="Contracts.MemberRoles"/>.</param>
/// <param name="JoinedAt">When.</param>
/// <param name="GroupUntil">When the member's place in the SignalR group runs out unless it is renewed.</param>
public sealed record Member(string User, string Role, DateTimeOffset JoinedAt, DateTimeOffset GroupUntil)
{
    /// <summary>Messages that the conversation had before: none of them is unread.</summary>
    public long JoinedOrdinal { get; init; }

    /// <summary>The entry with which the member came: no mention before it is unread.</summary>
    public long JoinedSeq { get; init; }
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>By the other member of a direct conversation.</summary>
    public bool Blocked { get; init; }

    /// <summary>Kept only where slow mode is on.</summary>
    public DateTimeOffset? LastMessageAt { get; init; }
}

/// <summary>Rows <c>m|{user}</c> of table Conversations, both ways.</summary>
public static class MemberRows
{
    public static TableEntity Row(this Member member, string partition) => new(partition, Keys.Member(member.User))
    {
        ["Role"] = member.Role,
        ["JoinedAt"] = member.JoinedAt,
        ["GroupUntil"] = member.GroupUntil,
        ["JoinedOrdinal"] = member.JoinedOrdinal,
        ["JoinedSeq"] = member.JoinedSeq,
        ["MutedUntil"] = member.MutedUntil,
        ["LastMessageAt"] = member.LastMessageAt,
        ["Blocked"] = member.Blocked,
    };

    public static Member ToMember(this TableEntity row) => new(
        Keys.Unescape(row.RowKey[2..]), row.GetString("Role"), row.GetDateTimeOffset("JoinedAt")!.Value, row.GetDateTimeOffset("GroupUntil")!.Value)
    {
        JoinedOrdinal = row.GetInt64("JoinedOrdinal") ?? 0,
        JoinedSeq = row.GetInt64("JoinedSeq") ?? 0,
        MutedUntil = row.GetDateTimeOffset("MutedUntil"),
        LastMessageAt = row.GetDateTimeOffset("LastMessageAt"),
        Blocked = row.GetBoolean("Blocked") ?? false,
    };
}
