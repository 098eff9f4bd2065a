using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace Messaging.Tables.Http;

/// <summary>One request and its answer, with the headers that every answer carries.</summary>
sealed class Exchange(HttpContext context, TimeProvider time)
{
    const string DefaultVersion = "2020-12-06";

    readonly string id = Guid.NewGuid().ToString();

    /// <exception cref="RequestRefused">The target names no resource.</exception>
    public RequestTarget Target => field ??= RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);

    public HttpRequest Request => context.Request;

    /// <summary>POST with <c>X-HTTP-Method</c> is how older clients send MERGE.</summary>
    public string Method => Request.Headers["X-HTTP-Method"] is [{ Length: > 0 } tunnelled, ..] ? tunnelled : Request.Method;

    public string Address => $"{Request.Scheme}://{Request.Host}/{Target.Account}";

    /// <summary>False when the client asked for <c>odata=nometadata</c>.</summary>
    public bool Annotated => !Format.Contains("nometadata", StringComparison.Ordinal);

    public bool IsFormatSupported =>
        !Format.Contains("fullmetadata", StringComparison.Ordinal) && !Format.Contains("atom", StringComparison.Ordinal);

    /// <summary>What the client asked to get; the query option goes before the header.</summary>
    string Format => Target.Option("$format") ?? Request.Headers.Accept.ToString();

    public string? IfMatch => Request.Headers.IfMatch is [{ } tag, ..] ? tag : null;

    /// <summary>What stands first in the JSON of one resource.</summary>
    public string Metadata(string set) => $"{Address}/$metadata#{set}/@Element";

    /// <summary>The JSON before a list's first row.</summary>
    public string ListStart(string set) =>
        Annotated ? $$"""{"odata.metadata":"{{Address}}/$metadata#{{set}}","value":[""" : """{"value":[""";

    bool WantsNoContent => Request.Headers["Prefer"] == "return-no-content";

    public void Begin()
    {
        var headers = context.Response.Headers;
        headers["x-ms-version"] = Request.Headers["x-ms-version"] is [{ } version, ..] ? version : DefaultVersion;
        headers["x-ms-request-id"] = id;
        if (Request.Headers["x-ms-client-request-id"] is [{ } client, ..])
            headers["x-ms-client-request-id"] = client;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
    }

    public void SetHeader(string name, string value) => context.Response.Headers[name] = value;

    /// <exception cref="RequestRefused">It exceeds <see cref="Limits.RequestBytes"/>.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadBodyAsync()
    {
        if (Request.ContentLength > Limits.RequestBytes)
            throw new RequestRefused(TableError.RequestBodyTooLarge);
        using var body = new MemoryStream((int)(Request.ContentLength ?? 0));
        await Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.Length <= Limits.RequestBytes
            ? body.GetBuffer().AsMemory(0, (int)body.Length)
            : throw new RequestRefused(TableError.RequestBodyTooLarge);
    }

    public Task NoContentAsync()
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>201 with the new resource, or 204 when the client prefers no content.</summary>
    public Task CreatedAsync(Func<ReadOnlyMemory<byte>> body)
    {
        if (Request.Headers["Prefer"] is [{ } preference, ..])
            SetHeader("Preference-Applied", preference);
        return WantsNoContent ? NoContentAsync() : JsonAsync(StatusCodes.Status201Created, body());
    }

    public Task JsonAsync(int status, ReadOnlyMemory<byte> body) => AnswerAsync(status, Json(Annotated), body);

    public async Task AnswerAsync(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Possible for a request whose target can't be read, too.</summary>
    public Task RefuseAsync(TableError error)
    {
        SetHeader("x-ms-error-code", error.Code);
        return AnswerAsync(error.Status, Json(annotated: true), ErrorJson.Write(error.Code, Describe(error)));
    }

    /// <param name="index">Of the command that failed, in a transaction.</param>
    public string Describe(TableError error, int? index = null)
    {
        var prefix = index is { } failed ? string.Create(CultureInfo.InvariantCulture, $"{failed}:") : "";
        return $"{prefix}{error.Message}\nRequestId:{id}\nTime:{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}";
    }

    static string Json(bool annotated) => annotated
        ? "application/json;odata=minimalmetadata;streaming=true;charset=utf-8"
        : "application/json;odata=nometadata;streaming=true;charset=utf-8";
}
