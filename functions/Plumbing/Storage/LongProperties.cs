using System.Globalization;
using Azure.Data.Tables;

namespace Messaging.Plumbing.Storage;

/// <summary>Bytes that may be more than one property takes: <c>Content</c>, <c>Content1</c>, <c>Content2</c> …</summary>
public static class LongProperties
{
    // Table Storage allows 64 KiB a property.
    const int PropertyBytes = 64 * 1024;

    public static void SetContent(this TableEntity row, byte[] content)
    {
        var part = 0;
        foreach (var bytes in content.Chunk(PropertyBytes)) row[Name(part++)] = bytes;
    }

    public static byte[] GetContent(this TableEntity row)
    {
        var content = row.GetBinary(Name(0));
        for (var part = 1; row.GetBinary(Name(part)) is { } more; part++) content = [.. content, .. more];
        return content;
    }

    static string Name(int part) => part == 0 ? "Content" : string.Create(CultureInfo.InvariantCulture, $"Content{part}");
}
