using System.Text.Json;
using Messaging.Contracts;
using Messaging.Plumbing.Queueing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Plumbing.Http;

/// <summary>Bodies in and out by the contracts' own JSON form.</summary>
public static class Json
{
    /// <summary>The body, or a refusal that names the field at fault.</summary>
    public static async Task<(T? Body, IActionResult? Refusal)> ReadAsync<T>(HttpRequest request, CancellationToken ct, int maxBytes = Limits.BodyBytes) where T : class
    {
        if (request.ContentLength > maxBytes) return (null, Problems.TooLarge(maxBytes));
        try
        {
            using var bytes = new MemoryStream();
            var limited = new byte[16 * 1024];
            for (int read; (read = await request.Body.ReadAsync(limited, ct)) > 0;)
            {
                if (bytes.Length + read > maxBytes) return (null, Problems.TooLarge(maxBytes));
                bytes.Write(limited, 0, read);
            }
            var body = JsonSerializer.Deserialize(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), Envelope.TypeInfo<T>());
            return body is null ? (null, Problems.Invalid("body", "A JSON object is required.")) : (body, null);
        }
        catch (JsonException fault)
        {
            return (null, Problems.Invalid(FieldOf(fault), "The body is not valid JSON for this request."));
        }
    }

    public static IActionResult Answer<T>(T body, int status = 200) => new ContentResult
    {
        StatusCode = status,
        ContentType = "application/json; charset=utf-8",
        Content = JsonSerializer.Serialize(body, Envelope.TypeInfo<T>()),
    };

    static string FieldOf(JsonException fault) => fault.Path is { Length: > 2 } path ? path[2..] : "body";
}
