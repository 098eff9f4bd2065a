using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Messaging.SignalR;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Conformance.SignalR;

/// <summary>
/// An app's side of one hub: signs tokens as the SDK does, calls the REST API, connects clients.
/// With SIGNALR_CONNECTION_STRING set the tests that need no special server run against that service.
/// </summary>
sealed class ServerlessApp : IAsyncDisposable
{
    static readonly JsonWebTokenHandler Handler = new();

    static readonly Lazy<Task<string>> Shared = new(async () =>
        Environment.GetEnvironmentVariable("SIGNALR_CONNECTION_STRING")
        ?? (await SignalRServer.StartAsync(new() { Port = 0 })).ConnectionString);

    readonly List<TestClient> clients = [];
    readonly SignalRServer? server;
    readonly HttpClient http = new();
    readonly string accessKey;
    readonly string audienceBase;

    public ServerlessApp(SignalRServer? server, string connectionString, string? hub = null)
    {
        this.server = server;
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part[1]);
        accessKey = parts["AccessKey"];
        audienceBase = parts["Endpoint"];
        Endpoint = parts.TryGetValue("Port", out var port) ? $"{audienceBase}:{port}" : audienceBase;
        Hub = hub ?? $"hub{Guid.NewGuid():N}";
    }

    public string Endpoint { get; }

    public string Hub { get; }

    public SignalRServer Server => server!;

    /// <summary>A hub of its own on a service that all such tests share, as they would share a real one.</summary>
    public static async Task<ServerlessApp> StartAsync() => new(server: null, await Shared.Value);

    public static async Task<ServerlessApp> StartAsync(SignalRServerOptions options, TimeProvider? time = null)
    {
        var server = await SignalRServer.StartAsync(options with { Port = 0 }, time: time);
        return new ServerlessApp(server, server.ConnectionString);
    }

    /// <summary>Calls <c>/api/hubs/{hub}{path}</c>; the token's audience has no port and keeps the query, as the SDK writes it.</summary>
    public Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, object? message = null)
    {
        var query = path.Contains('?') ? "&" : "?";
        var content = message is null ? null : JsonContent.Create(message);
        return RawAsync(method, $"/api/hubs/{Hub}{path}{query}api-version=2024-12-01", content);
    }

    public Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, HttpContent? content = null, string? token = null)
    {
        var request = new HttpRequestMessage(method, Endpoint + path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Sign(audienceBase + path));
        return http.SendAsync(request);
    }

    public async Task SendAsync(string path, string target, params object?[] arguments)
    {
        using var answer = await CallAsync(HttpMethod.Post, path, new { Target = target, Arguments = arguments });
        Assert.Equal(202, (int)answer.StatusCode);
    }

    public async Task<TestClient> ConnectAsync(string? user = null, TestClientOptions? options = null)
    {
        var client = await TestClient.ConnectAsync($"{Endpoint}/client/?hub={Hub}", SignClient(user), options ?? new());
        clients.Add(client);
        return client;
    }

    public string SignClient(string? user, string? hub = null) =>
        Sign($"{audienceBase}/client/?hub={hub ?? Hub}", user is null ? [] : new() { ["asrs.s.uid"] = user, ["colour"] = "blue" });

    public string Sign(string audience, Dictionary<string, object>? claims = null, string? key = null, DateTime? expires = null) =>
        Handler.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience,
            Claims = claims,
            Expires = expires,
            NotBefore = expires?.AddHours(-1),
            SigningCredentials = new(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key ?? accessKey)) { KeyId = "some-hash" }, SecurityAlgorithms.HmacSha256),
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) await client.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
        http.Dispose();
    }
}
