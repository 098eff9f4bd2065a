using System.Text;
using Messaging.Tables.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace Messaging.Tables.Http;

/// <summary>
/// Writes the answer to a transaction. The JavaScript client reads it with regular expressions and takes what it doesn't recognise
/// for success: the boundary must be named <c>changesetresponse_</c>, the tag's header <c>ETag</c>, and braces may only
/// stand in an error.
/// </summary>
sealed class BatchWriter(string address)
{
    readonly StringBuilder parts = new();
    readonly string outer = $"batchresponse_{Guid.NewGuid()}";
    readonly string inner = $"changesetresponse_{Guid.NewGuid()}";

    public string ContentType => $"multipart/mixed; boundary={outer}";

    public void Succeeded(EntityWrite write, string table, long timestamp)
    {
        Begin("204 No Content");
        if (write.Kind == WriteKind.Insert)
        {
            var location = $"{address}/{table}(PartitionKey='{Escape(write.Key.PartitionKey)}',RowKey='{Escape(write.Key.RowKey)}')";
            Line("Preference-Applied: return-no-content");
            Line($"Location: {location}");
            Line($"DataServiceId: {location}");
        }
        if (write.Kind != WriteKind.Delete)
            Line($"ETag: {ETag.Of(timestamp)}");
        Line("");
        Line("");
    }

    public void Failed(TableError error, string message)
    {
        Begin($"{error.Status} {ReasonPhrases.GetReasonPhrase(error.Status)}");
        Line("Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8");
        Line("");
        Line(Encoding.UTF8.GetString(ErrorJson.Write(error.Code, message)));
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(
        $"--{outer}\r\nContent-Type: multipart/mixed; boundary={inner}\r\n\r\n{parts}--{inner}--\r\n--{outer}--\r\n");

    static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    void Begin(string status)
    {
        Line($"--{inner}");
        Line("Content-Type: application/http");
        Line("Content-Transfer-Encoding: binary");
        Line("");
        Line($"HTTP/1.1 {status}");
        Line("X-Content-Type-Options: nosniff");
        Line("Cache-Control: no-cache");
        Line("DataServiceVersion: 3.0;");
    }

    void Line(string text) => parts.Append(text).Append("\r\n");
}
