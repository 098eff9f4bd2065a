using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Queueing;

namespace Messaging.Plumbing.Delivery;

/// <summary>The data plane of Azure SignalR in serverless mode. Every call is safe to repeat: clients order and drop duplicates by seq.</summary>
public class SignalRRest(HttpClient http, SignalRToken tokens)
{
    const string Hubs = $"api/hubs/{Hub.Name}", Version = "api-version=2022-11-01", ListVersion = "api-version=2024-12-01";

    static readonly MediaTypeHeaderValue JsonType = new("application/json", "utf-8");

    public virtual Task SendToGroupAsync<T>(string group, string target, T argument, CancellationToken ct, string? exceptConnection = null) =>
        SendAsync($"groups/{Uri.EscapeDataString(group)}", target, argument, exceptConnection, ct);

    public virtual Task SendToUserAsync<T>(string user, string target, T argument, CancellationToken ct) =>
        SendAsync($"users/{Uri.EscapeDataString(user)}", target, argument, null, ct);

    /// <summary>Every present and future connection of the user is in the group until the time to live is over.</summary>
    public virtual Task AddUserToGroupAsync(string user, string group, TimeSpan ttl, CancellationToken ct) =>
        CallAsync(HttpMethod.Put, $"{UserInGroup(user, group)}?ttl={(long)ttl.TotalSeconds}&{Version}", null, ct);

    public virtual Task RemoveUserFromGroupAsync(string user, string group, CancellationToken ct) =>
        CallAsync(HttpMethod.Delete, $"{UserInGroup(user, group)}?{Version}", null, ct);

    /// <summary>False if the connection is gone.</summary>
    public virtual Task<bool> AddConnectionToGroupAsync(string connection, string group, CancellationToken ct) =>
        CallAsync(HttpMethod.Put, $"groups/{Uri.EscapeDataString(group)}/connections/{Uri.EscapeDataString(connection)}?{Version}", null, ct);

    public virtual Task RemoveConnectionFromGroupAsync(string connection, string group, CancellationToken ct) =>
        CallAsync(HttpMethod.Delete, $"groups/{Uri.EscapeDataString(group)}/connections/{Uri.EscapeDataString(connection)}?{Version}", null, ct);

    /// <summary>Ends a connection, if it is still there; its client may come back with another.</summary>
    public virtual Task CloseAsync(string connection, CancellationToken ct) =>
        CallAsync(HttpMethod.Delete, $"connections/{Uri.EscapeDataString(connection)}?{Version}", null, ct);

    /// <summary>Whether the user has a connection now.</summary>
    public virtual Task<bool> IsConnectedAsync(string user, CancellationToken ct) =>
        CallAsync(HttpMethod.Head, $"users/{Uri.EscapeDataString(user)}?{Version}", null, ct);

    /// <summary>The group's connections, also those that are in it through their users; one call for 200.</summary>
    public virtual async IAsyncEnumerable<(string Connection, string? User)> ConnectionsInGroupAsync(string group, [EnumeratorCancellation] CancellationToken ct)
    {
        var path = $"groups/{Uri.EscapeDataString(group)}/connections";
        for (var query = $"?{ListVersion}"; query is not null;)
        {
            using var answer = await http.SendAsync(await RequestAsync(HttpMethod.Get, path + query, null, ct), ct);
            if (answer.StatusCode == HttpStatusCode.NotFound) yield break;
            answer.EnsureSuccessStatusCode();
            using var page = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            foreach (var one in page.RootElement.GetProperty("value").EnumerateArray())
                yield return (one.GetProperty("connectionId").GetString()!, one.TryGetProperty("userId", out var user) ? user.GetString() : null);
            query = page.RootElement.TryGetProperty("nextLink", out var next) && next.GetString() is { } link ? new Uri(link).Query : null;
        }
    }

    /// <summary>The address and token with which a client connects as this user.</summary>
    public virtual async Task<Negotiated> NegotiateAsync(string user, CancellationToken ct)
    {
        var url = new Uri(http.BaseAddress!, $"client/?hub={Hub.Name}").ToString();
        if (tokens.SignsLocally) return new(url, tokens.ForClient(url, user));

        using var answer = await http.SendAsync(await RequestAsync(
            HttpMethod.Post, $":generateToken?userId={Uri.EscapeDataString(user)}&minutesToExpire=60&{Version}", null, ct), ct);
        answer.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        return new(url, body.RootElement.GetProperty("token").GetString()!);
    }

    Task SendAsync<T>(string recipient, string target, T argument, string? exceptConnection, CancellationToken ct)
    {
        var excluded = exceptConnection is null ? "" : $"excluded={Uri.EscapeDataString(exceptConnection)}&";
        return CallAsync(HttpMethod.Post, $"{recipient}/:send?{excluded}{Version}", Invocation(target, argument), ct);
    }

    static ReadOnlyMemory<byte> Invocation<T>(string target, T argument)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true, Encoder = Contracts.ContractsJson.Wire.Options.Encoder });
        json.WriteStartObject();
        json.WriteString("target", target);
        json.WriteStartArray("arguments");
        JsonSerializer.Serialize(json, argument, Envelope.TypeInfo<T>());
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    async Task<bool> CallAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken ct)
    {
        using var request = await RequestAsync(method, path, body, ct);
        using var answer = await http.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    async ValueTask<HttpRequestMessage> RequestAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken ct)
    {
        var uri = new Uri(http.BaseAddress!, $"{Hubs}/{path}");
        var request = new HttpRequestMessage(method, uri) { Headers = { Authorization = await tokens.ForCallAsync(uri, ct) } };
        if (body is { } bytes) request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = JsonType } };
        return request;
    }

    static string UserInGroup(string user, string group) => $"users/{Uri.EscapeDataString(user)}/groups/{Uri.EscapeDataString(group)}";
}
