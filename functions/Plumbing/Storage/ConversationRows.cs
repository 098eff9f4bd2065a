using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Plumbing.Storage;

/// <summary>The state of a log: changed only with If-Match, so whoever holds its ETag knows everything under it.</summary>
public sealed record Head
{
    public required long Seq { get; init; }

    /// <summary>Messages ever sent; a deletion does not lower it, so that unread counts never go backwards.</summary>
    public required long Messages { get; init; }
    public required string Epoch { get; init; }
    public required string Kind { get; init; }
    public string? Title { get; init; }
    public required int MemberCount { get; init; }
    public required DateTimeOffset LastTime { get; init; }

    /// <summary>Every member of the conversation's SignalR group stays in it at least until then.</summary>
    public DateTimeOffset GroupsUntil { get; init; }
    public ETag ETag { get; init; }
}

/// <param name="User">The member.</param>
/// <param name="Role"><c>owner</c> or <c>member</c>.</param>
/// <param name="JoinedAt">When.</param>
/// <param name="GroupUntil">When the member's place in the SignalR group runs out unless it is renewed.</param>
public sealed record Member(string User, string Role, DateTimeOffset JoinedAt, DateTimeOffset GroupUntil);

public static class MemberRoles
{
    public const string Owner = "owner", Member = "member";
}

/// <summary>What became of a command: the seq that it got, or the reason of its refusal.</summary>
public sealed record Fate(long? Seq, string? Reason);

/// <summary>The rows of table Conversations, both ways.</summary>
public static class ConversationRows
{
    public static TableEntity Row(this Head head, string partition) => new(partition, Keys.Head)
    {
        ["Seq"] = head.Seq,
        ["Messages"] = head.Messages,
        ["Epoch"] = head.Epoch,
        ["Kind"] = head.Kind,
        ["Title"] = head.Title,
        ["MemberCount"] = head.MemberCount,
        ["LastTime"] = head.LastTime,
        ["GroupsUntil"] = head.GroupsUntil,
    };

    public static Head ToHead(this TableEntity row) => new()
    {
        Seq = row.GetInt64("Seq")!.Value,
        Messages = row.GetInt64("Messages")!.Value,
        Epoch = row.GetString("Epoch"),
        Kind = row.GetString("Kind"),
        Title = row.GetString("Title"),
        MemberCount = row.GetInt32("MemberCount")!.Value,
        LastTime = row.GetDateTimeOffset("LastTime")!.Value,
        GroupsUntil = row.GetDateTimeOffset("GroupsUntil")!.Value,
        ETag = row.ETag,
    };

    /// <summary>The entry's JSON as it goes to clients, and beside it what an operator looks for.</summary>
    public static TableEntity Row(this Entry entry, string partition) => entry.Row(partition, entry.ToJson());

    public static TableEntity Row(this Entry entry, string partition, byte[] json)
    {
        var row = new TableEntity(partition, Keys.Entry(entry.Seq))
        {
            ["Kind"] = entry.Kind,
            ["Sender"] = entry.Sender,
            ["Ordinal"] = entry.Ordinal,
        };
        var part = 0;
        foreach (var bytes in json.Chunk(PropertyBytes)) row[ContentProperty(part++)] = bytes;
        return row;
    }

    public static byte[] ToJson(this Entry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, ContractsJson.Wire.Entry);

    public static Entry ToEntry(this TableEntity row)
    {
        var json = row.GetBinary(ContentProperty(0));
        for (var part = 1; row.GetBinary(ContentProperty(part)) is { } more; part++) json = [.. json, .. more];
        return JsonSerializer.Deserialize(json, ContractsJson.Wire.Entry)!;
    }

    public static TableEntity Row(this Member member, string partition) => new(partition, Keys.Member(member.User))
    {
        ["Role"] = member.Role,
        ["JoinedAt"] = member.JoinedAt,
        ["GroupUntil"] = member.GroupUntil,
    };

    public static Member ToMember(this TableEntity row) => new(
        Keys.Unescape(row.RowKey[2..]), row.GetString("Role"), row.GetDateTimeOffset("JoinedAt")!.Value, row.GetDateTimeOffset("GroupUntil")!.Value);

    public static TableEntity Row(this Fate fate, string partition, string sender, string clientMessageId) =>
        new(partition, Keys.Fate(sender, clientMessageId)) { ["Seq"] = fate.Seq, ["Reason"] = fate.Reason };

    public static Fate ToFate(this TableEntity row) => new(row.GetInt64("Seq"), row.GetString("Reason"));

    // Table Storage allows 64 KiB a property. A text of emoji grows threefold as JSON, one of control characters sixfold.
    const int PropertyBytes = 64 * 1024;

    static string ContentProperty(int part) => part == 0 ? "Content" : string.Create(CultureInfo.InvariantCulture, $"Content{part}");
}
