using System.Buffers;
using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Route.Log;

namespace Messaging.Route.Live;

/// <summary>A piece of an <see cref="EntriesAppended"/>, already as JSON: one <see cref="Append"/> or one <see cref="Rejection"/>.</summary>
public sealed record Publication(bool IsAppend, ReadOnlyMemory<byte> Json)
{
    /// <summary>Service Bus Standard takes 256 KB a message, with its properties.</summary>
    public const int MaxBytes = 200 * 1024;

    /// <summary>What a share has to tell, in rising seq.</summary>
    public static IReadOnlyList<Publication> Of(Share share)
    {
        var entries = share.Outcomes.Where(it => it.Entry is not null).OrderBy(it => it.Entry!.Seq).DistinctBy(it => it.Entry!.Seq).ToList();
        var rejections = share.Outcomes.Where(it => it.Refusal is not null).Select(Rejected);
        return share.Head is { } head ? [.. Pieces(entries).Select(it => Appended(share.Key, head.Epoch, head.MemberCount, it)), .. rejections] : [.. rejections];
    }

    static Publication Appended(ConversationKey key, string epoch, int members, List<Outcome> entries)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true, Encoder = ContractsJson.Wire.Options.Encoder });
        json.WriteStartObject();
        json.WriteString("tenant", key.Tenant);
        json.WriteString("conversationId", key.ConversationId);
        json.WriteString("epoch", epoch);
        json.WriteNumber("memberCount", members);
        json.WriteStartArray("entries");
        foreach (var entry in entries) json.WriteRawValue(entry.Json, skipInputValidation: true);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return new(true, body.WrittenMemory);
    }

    static Publication Rejected(Outcome outcome) => new(false, JsonSerializer.SerializeToUtf8Bytes(new Rejection
    {
        Tenant = outcome.Command.Tenant,
        Sender = outcome.Command.Sender,
        ConversationId = outcome.Command.ConversationId,
        ClientMessageId = outcome.Command.ClientMessageId,
        Reason = outcome.Refusal!,
    }, ContractsJson.Wire.Rejection));

    static IEnumerable<List<Outcome>> Pieces(List<Outcome> entries)
    {
        List<Outcome> piece = [];
        var bytes = 0;
        foreach (var entry in entries)
        {
            if (piece.Count > 0 && bytes + entry.Json!.Length > MaxBytes) { yield return piece; (piece, bytes) = ([], 0); }
            piece.Add(entry);
            bytes += entry.Json!.Length + 1;
        }
        if (piece.Count > 0) yield return piece;
    }
}
