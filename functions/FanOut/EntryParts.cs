using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.FanOut;

/// <summary>Cuts entries into parts whose JSON fits one message.</summary>
public static class EntryParts
{
    public static IEnumerable<IReadOnlyList<Entry>> Of(IEnumerable<Entry> entries, int bytesPerPart)
    {
        var (part, bytes) = (new List<Entry>(), 0);
        foreach (var entry in entries)
        {
            var size = JsonSerializer.SerializeToUtf8Bytes(entry, ContractsJson.Wire.Entry).Length + 1;
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
}
