using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

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
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public ConversationSettings Settings { get; init; } = new();
    public bool Archived { get; init; }
    public required int MemberCount { get; init; }

    /// <summary>Members who are owners; the last of them cannot leave.</summary>
    public int Owners { get; init; }
    public int Pins { get; init; }

    /// <summary>The seq of the last message that mentions anyone: whoever has read that far has no mention to count.</summary>
    public long LastMention { get; init; }
    public required DateTimeOffset LastTime { get; init; }

    /// <summary>Entries before this seq have lost their content to retention.</summary>
    public long ContentFrom { get; init; } = 1;

    /// <summary>Every member of the conversation's SignalR group stays in it at least until then.</summary>
    public DateTimeOffset GroupsUntil { get; init; }
    public ETag ETag { get; init; }

    /// <summary>As it is to be read while the tables have this epoch. A log last written under an older one may be shorter than what devices have of it,
    /// and SignalR may know nothing of its group.</summary>
    public Head Under(string tablesEpoch)
    {
        var epoch = EpochOf(Epoch, tablesEpoch);
        return epoch == Epoch ? this : this with { Epoch = epoch, GroupsUntil = LastTime };
    }

    /// <summary>The log's own id, and behind it the tables' epoch, if there is one.</summary>
    public static string EpochOf(string epoch, string tablesEpoch) => tablesEpoch.Length == 0 ? epoch : $"{epoch.Split('-')[0]}-{tablesEpoch}";
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
        ["Metadata"] = head.Metadata is null ? null : JsonSerializer.Serialize(head.Metadata, ContractsJson.Wire.IReadOnlyDictionaryStringString),
        ["Settings"] = JsonSerializer.Serialize(head.Settings, ContractsJson.Wire.ConversationSettings),
        ["Archived"] = head.Archived,
        ["Owners"] = head.Owners,
        ["Pins"] = head.Pins,
        ["LastMention"] = head.LastMention,
        ["ContentFrom"] = head.ContentFrom,
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
        Metadata = row.GetString("Metadata") is { } metadata ? JsonSerializer.Deserialize(metadata, ContractsJson.Wire.IReadOnlyDictionaryStringString) : null,
        Settings = row.ToSettings(),
        Archived = row.GetBoolean("Archived") ?? false,
        Owners = row.GetInt32("Owners") ?? 1,
        Pins = row.GetInt32("Pins") ?? 0,
        LastMention = row.GetInt64("LastMention") ?? 0,
        ContentFrom = row.GetInt64("ContentFrom") ?? 1,
        MemberCount = row.GetInt32("MemberCount")!.Value,
        LastTime = row.GetDateTimeOffset("LastTime")!.Value,
        GroupsUntil = row.GetDateTimeOffset("GroupsUntil")!.Value,
        ETag = row.ETag,
    };

    /// <summary>Of a head's row.</summary>
    public static ConversationSettings ToSettings(this TableEntity row) =>
        row.GetString("Settings") is { } settings ? JsonSerializer.Deserialize(settings, ContractsJson.Wire.ConversationSettings)! : new();

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
        row.SetContent(json);
        return row;
    }

    public static byte[] ToJson(this Entry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, ContractsJson.Wire.Entry);

    public static Entry ToEntry(this TableEntity row) => JsonSerializer.Deserialize(row.GetContent(), ContractsJson.Wire.Entry)!;

    /// <summary>Beside the fate what an audit asks for: what was commanded, and when it was accepted.</summary>
    public static TableEntity Row(this Fate fate, string partition, Command command) => new(partition, Keys.Fate(command.Sender, command.ClientMessageId))
    {
        ["Seq"] = fate.Seq,
        ["Reason"] = fate.Reason,
        ["Kind"] = command.Kind,
        ["AcceptedAt"] = command.AcceptedAt,
    };

    /// <summary>A row from before <c>Kind</c> and <c>AcceptedAt</c> were kept has neither.</summary>
    public static AuditLine ToAudit(this TableEntity row) => row.RowKey.Split('|') is [_, var sender, var id] ? new()
    {
        User = Keys.Unescape(sender),
        ClientMessageId = Keys.Unescape(id),
        Command = row.GetString("Kind"),
        AcceptedAt = row.GetDateTimeOffset("AcceptedAt"),
        Seq = row.GetInt64("Seq"),
        Reason = row.GetString("Reason"),
    } : throw new InvalidDataException("The key of a fate has three parts.");

    public static Fate ToFate(this TableEntity row) => new(row.GetInt64("Seq"), row.GetString("Reason"));
}
