using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Messaging.FunctionsHost.Protocol;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Messaging.FunctionsHost.Http;

/// <summary>Requests and responses of workers without ASP.NET Core integration: as a whole inside the invocation's messages.</summary>
static class HttpMessages
{
    public static async Task<TypedData> ReadAsync(HttpRequest request)
    {
        var message = new RpcHttp { Method = request.Method, Url = request.GetEncodedUrl() };
        Add(message.NullableHeaders, request.Headers.Select(header => (header.Key, header.Value)));
        Add(message.NullableQuery, request.Query.Select(pair => (pair.Key, pair.Value)));
        Add(message.NullableParams, request.RouteValues.Select(pair => (pair.Key, new StringValues(pair.Value?.ToString()))));
        var body = await ByteString.FromStreamAsync(request.Body, request.HttpContext.RequestAborted);
        if (!body.IsEmpty)
        {
            message.Body = new() { Bytes = body };
        }

        return new() { Http = message };
    }

    /// <summary>Anything but a response is the body of a 200; nothing at all is a 204.</summary>
    public static Task WriteAsync(HttpResponse response, TypedData? answer) => answer?.DataCase switch
    {
        TypedData.DataOneofCase.Http => WriteAsync(response, answer.Http),
        TypedData.DataOneofCase.String => response.WriteAsync(answer.String),
        TypedData.DataOneofCase.Json => WriteAsync(response, "application/json; charset=utf-8", ByteString.CopyFromUtf8(answer.Json)),
        TypedData.DataOneofCase.Bytes => WriteAsync(response, "application/octet-stream", answer.Bytes),
        _ => NoContent(response),
    };

    static Task WriteAsync(HttpResponse response, RpcHttp message)
    {
        response.StatusCode = int.Parse(message.StatusCode, CultureInfo.InvariantCulture);
        foreach (var (name, value) in message.Headers)
        {
            response.Headers[name] = value;
        }

        foreach (var cookie in message.Cookies)
        {
            response.Cookies.Append(cookie.Name, cookie.Value, OptionsOf(cookie));
        }

        return message.Body is { DataCase: TypedData.DataOneofCase.Bytes } body
            ? response.Body.WriteAsync(body.Bytes.Memory).AsTask()
            : response.WriteAsync(message.Body?.String ?? "");
    }

    static Task WriteAsync(HttpResponse response, string contentType, ByteString body)
    {
        response.ContentType = contentType;
        return response.Body.WriteAsync(body.Memory).AsTask();
    }

    static Task NoContent(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    static CookieOptions OptionsOf(RpcHttpCookie cookie) => new()
    {
        Domain = cookie.Domain?.Value,
        Path = cookie.Path?.Value ?? "/",
        Expires = cookie.Expires?.Value?.ToDateTimeOffset(),
        Secure = cookie.Secure?.Value ?? false,
        HttpOnly = cookie.HttpOnly?.Value ?? false,
        MaxAge = cookie.MaxAge is { } age ? TimeSpan.FromSeconds(age.Value) : null,
        SameSite = cookie.SameSite switch
        {
            RpcHttpCookie.Types.SameSite.Lax => SameSiteMode.Lax,
            RpcHttpCookie.Types.SameSite.Strict => SameSiteMode.Strict,
            RpcHttpCookie.Types.SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    };

    static void Add(MapField<string, NullableString> map, IEnumerable<(string Name, StringValues Values)> pairs)
    {
        foreach (var (name, values) in pairs)
        {
            map[name] = new() { Value = values.ToString() };
        }
    }
}
