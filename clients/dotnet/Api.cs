using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messaging.Contracts;

namespace Messaging.Client;

/// <summary>The HTTP calls of one signed-in user. A stop of the client cancels them.</summary>
sealed class Api(Uri url, TokenSource token, HttpClient http, Turns turns)
{
    readonly Uri root = new($"{url.AbsoluteUri.TrimEnd('/')}/api/");

    /// <summary>A call that answers a record of Contracts.</summary>
    public async Task<T> AskAsync<T>(HttpMethod method, string path, object? body = null, CancellationToken cancellationToken = default) =>
        JsonSerializer.Deserialize(await CallAsync(method, path, body, cancellationToken), (JsonTypeInfo<T>)TypeOf(typeof(T)))!;

    /// <summary>Any call; answers the body. A token that has expired is renewed once.</summary>
    public async Task<byte[]> CallAsync(HttpMethod method, string path, object? body = null, CancellationToken cancellationToken = default)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turns.Stopping);
        try
        {
            return await TryAsync(method, path, body, renew: false, ends.Token);
        }
        catch (RefusedException refused) when (refused.Status == HttpStatusCode.Unauthorized)
        {
            return await TryAsync(method, path, body, renew: true, ends.Token);
        }
        catch (OperationCanceledException late) when (!ends.IsCancellationRequested)
        {
            throw new TimeoutException("The server did not answer in time.", late);
        }
    }

    async Task<byte[]> TryAsync(HttpMethod method, string path, object? body, bool renew, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var request = new HttpRequestMessage(method, new Uri(root, path));
        request.Headers.Authorization = new("Bearer", await token(renew, cancellationToken).AsTask().WaitAsync(cancellationToken));
        if (body is not null) request.Content = Json(body);
        using var answer = await http.SendAsync(request, cancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return answer.IsSuccessStatusCode ? bytes : throw Refusal(answer, bytes);
    }

    static ByteArrayContent Json(object body) => new(JsonSerializer.SerializeToUtf8Bytes(body, TypeOf(body.GetType())))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    static JsonTypeInfo TypeOf(Type type) =>
        ContractsJson.Wire.GetTypeInfo(type) ?? throw new ArgumentException($"{type} is not a record of Messaging.Contracts.");

    RefusedException Refusal(HttpResponseMessage answer, byte[] body)
    {
        var problem = Problem(answer, body);
        string? Said(string name) => problem?.TryGetProperty(name, out var value) == true && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var retry = answer.Headers.RetryAfter;
        return new(Said("type") ?? "about:blank", Said("title") ?? $"The server answered {(int)answer.StatusCode}.", answer.StatusCode, Said("field"),
            retry?.Delta ?? retry?.Date - turns.Time.GetUtcNow());
    }

    /// <summary>What lies before the server may refuse in words of its own.</summary>
    static JsonElement? Problem(HttpResponseMessage answer, byte[] body)
    {
        if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true) return null;
        try
        {
            var problem = JsonElement.Parse(body);
            return problem.ValueKind == JsonValueKind.Object ? problem : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
