using System.Buffers;
using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.FanOut;

/// <summary>Cuts entries into parts whose JSON fits one message.</summary>
public static class EntryParts
{
    /// <summary>A single entry always fits, by the limits on what it holds, and is not measured.</summary>
    public static IEnumerable<IReadOnlyList<Entry>> Of(IReadOnlyList<Entry> entries, int bytesPerPart) =>
        entries.Count > 1 ? Cut(entries, bytesPerPart) : entries.Count == 1 ? [entries] : [];

    static IEnumerable<IReadOnlyList<Entry>> Cut(IReadOnlyList<Entry> entries, int bytesPerPart)
    {
        var (part, bytes, buffer) = (new List<Entry>(), 0, new ArrayBufferWriter<byte>(1024));
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = ContractsJson.Wire.Options.Encoder });
        foreach (var entry in entries)
        {
            var size = Measure(entry, json, buffer) + 1;
            if (part.Count > 0 && bytes + size > bytesPerPart)
            {
                yield return part;
                (part, bytes) = ([], 0);
            }
            part.Add(entry);
            bytes += size;
        }
        if (part.Count > 0) yield return part;
    }

    static int Measure(Entry entry, Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        JsonSerializer.Serialize(json, entry, ContractsJson.Wire.Entry);
        json.Flush();
        return buffer.WrittenCount;
    }
}
