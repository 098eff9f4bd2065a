using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Messaging.Sync;

/// <summary>An answer that a browser may keep and must ask about before it shows it again: even an old page changes when one of its messages is
/// edited, and who may see it changes too. Unchanged, it costs 304 and no body. No shared cache may keep it.</summary>
static class Revalidated
{
    public static IActionResult Answer<T>(HttpRequest request, T body)
    {
        var answer = (ContentResult)Json.Answer(body);
        var tag = new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(answer.Content!)).AsSpan(0, 16))}\"");
        var headers = request.HttpContext.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new() { Private = true, NoCache = true };
        request.HttpContext.Response.Headers.Vary = HeaderNames.Authorization;
        return request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any))
            ? new StatusCodeResult(StatusCodes.Status304NotModified) : answer;
    }
}
