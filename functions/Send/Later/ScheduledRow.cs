using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Send.Later;

/// <summary>
/// Table <c>Scheduled</c>, PartitionKey <c>{tenant}|{user}</c>, RowKey <c>{conversation}|{clientMessageId of the first command}</c>.
/// </summary>
/// <param name="Commands">What is to be sent.</param>
/// <param name="SendAt">When.</param>
public sealed record ScheduledRow(IReadOnlyList<Command> Commands, DateTimeOffset SendAt)
{
    /// <summary>Of the scheduled queue message; null until Service Bus has accepted it.</summary>
    public long? Number { get; init; }

    /// <summary>From here on it cannot be cancelled.</summary>
    public bool IsLeaving { get; init; }
    public ETag ETag { get; init; }

    public Command First => Commands[0];
    public string Partition => Keys.Partition(First.Tenant, First.Sender);
    public string Key => KeyOf(First.ConversationId, First.ClientMessageId);

    public static string KeyOf(string conversation, string clientMessageId) => $"{Keys.Escape(conversation)}|{Keys.Escape(clientMessageId)}";

    public TableEntity Row()
    {
        var row = new TableEntity(Partition, Key) { ["SendAt"] = SendAt, ["Number"] = Number, ["IsLeaving"] = IsLeaving };
        row.SetContent(JsonSerializer.SerializeToUtf8Bytes(new AppendCommands(Commands), ContractsJson.Wire.AppendCommands));
        return row;
    }

    public static ScheduledRow From(TableEntity row) =>
        new(JsonSerializer.Deserialize(row.GetContent(), ContractsJson.Wire.AppendCommands)!.Commands, row.GetDateTimeOffset("SendAt")!.Value)
        {
            Number = row.GetInt64("Number"),
            IsLeaving = row.GetBoolean("IsLeaving") ?? false,
            ETag = row.ETag,
        };

    public ScheduledSend ToClient() => new()
    {
        ConversationId = First.ConversationId,
        ClientMessageId = First.ClientMessageId,
        SendAt = SendAt,
        Messages = [.. Commands.Select(MessageOf)],
    };

    static NewMessage MessageOf(Command command) => new()
    {
        ClientMessageId = command.ClientMessageId,
        Text = command.Text,
        Format = command.Format,
        Content = command.Content,
        ContentType = command.ContentType,
        Attachments = command.Attachments,
        Mentions = command.Mentions,
        ReplyTo = command.ReplyTo,
        ExpiresAt = command.ExpiresAt,
    };
}
