using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>The data-plane REST API of one hub.</summary>
sealed class SignalRService(SignalRConnection connection, string hubName, HttpClient http, TimeProvider time)
{
    const string ApiVersion = "2022-11-01";

    readonly SignalRTokens tokens = new(connection, time);
    readonly string hub = hubName.ToLowerInvariant();

    public SignalRConnection Connection => connection;

    public Task SendAsync(string recipient, JsonElement target, JsonElement arguments, CancellationToken ct) =>
        CallAsync(HttpMethod.Post, $"{recipient}/:send", JsonContent.Create(new { target, arguments }), ct);

    public Task CallAsync(HttpMethod method, string path, CancellationToken ct) => CallAsync(method, path, null, ct);

    /// <summary>The URL and token a client connects with.</summary>
    public async Task<(string Url, string AccessToken)> NegotiateAsync(string? userId, IReadOnlyList<Claim> claims, CancellationToken ct)
    {
        var url = new Uri(connection.ClientEndpoint, $"/client/?hub={hub}").AbsoluteUri;
        return (url, connection.Identity is null ? tokens.ForClient(hub, userId, claims) : await GenerateTokenAsync(userId, claims, ct));
    }

    async Task<string> GenerateTokenAsync(string? userId, IReadOnlyList<Claim> claims, CancellationToken ct)
    {
        if (claims.Count > 0)
        {
            throw new NotSupportedException("Claims of an IdToken need a connection by access key: :generateToken carries a user id only.");
        }

        var query = userId is null ? "" : $"&userId={Uri.EscapeDataString(userId)}";
        using var response = await CallAsync(HttpMethod.Post, "/:generateToken", null, ct, query);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        return answer.GetProperty("token").GetString()!;
    }

    async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct, string query = "")
    {
        var uri = new Uri(connection.Endpoint, $"/api/hubs/{hub}{path}?api-version={ApiVersion}{query}");
        using var request = new HttpRequestMessage(method, uri) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.ForRequestAsync(uri, ct));
        var response = await http.SendAsync(request, ct);
        return response.EnsureSuccessStatusCode();
    }
}
