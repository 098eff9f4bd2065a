using System.Buffers;
using System.Text.Json;
using Messaging.Plumbing.Queueing;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Sync.Export;

/// <summary>An answer of any length, line by line as it is read; the reader's pace holds up the reading.</summary>
public sealed class JsonLines<T>(IAsyncEnumerable<T> lines) : IActionResult
{
    const int BytesPerFlush = 64 * 1024;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.ContentType = "application/x-ndjson";
        try
        {
            await foreach (var line in lines.WithCancellation(http.RequestAborted)) await WriteAsync(http.Response.BodyWriter, line, http.RequestAborted);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        catch
        {
            // The status is out already: only a broken connection, and the missing last line, tell of it.
            http.Abort();
            throw;
        }
    }

    static async Task WriteAsync(System.IO.Pipelines.PipeWriter to, T line, CancellationToken ct)
    {
        to.Write(JsonSerializer.SerializeToUtf8Bytes(line, Envelope.TypeInfo<T>()));
        to.Write("\n"u8);
        if (to.UnflushedBytes >= BytesPerFlush) await to.FlushAsync(ct);
    }
}
