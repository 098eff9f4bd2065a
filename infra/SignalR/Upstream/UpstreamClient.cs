using System.Net.Http.Headers;
using System.Text;
using Messaging.SignalR.Clients;

namespace Messaging.SignalR.Upstream;

/// <summary>Posts a client's events to the app that the templates name.</summary>
sealed class UpstreamClient(SignalRServerOptions options, AccessKeys keys, TimeProvider time) : IDisposable
{
    public const string Connections = "connections";
    public const string Messages = "messages";

    /// <summary>The emulator's limit for an answer.</summary>
    const int LongestAnswer = 16 * 1024 * 1024;

    /// <summary>When thousands of clients drop at once, a connection for each would use up the process's file handles.</summary>
    const int MostConnections = 256;

    // User ids and claims may be in any script.
    readonly HttpClient http = new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, MaxConnectionsPerServer = MostConnections })
    {
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary>Null when no template matches.</summary>
    public Uri? UrlFor(string hub, string category, string @event) =>
        options.Upstreams.FirstOrDefault(template => template.Matches(hub, category, @event))?.Url(hub, category, @event);

    public async Task<HttpResponseMessage> PostAsync(
        Uri url, ClientConnection client, string category, string @event, byte[] body, string contentType)
    {
        await Task.Delay(options.Latency / 2, time);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        Describe(request.Headers, client, category, @event);
        var answer = await http.SendAsync(request);
        await Task.Delay(options.Latency / 2, time);
        return answer;
    }

    public void Dispose() => http.Dispose();

    void Describe(HttpRequestHeaders headers, ClientConnection client, string category, string @event)
    {
        headers.Add("X-ASRS-Connection-Id", client.Id);
        headers.Add("X-ASRS-Hub", client.Hub);
        headers.Add("X-ASRS-Category", category);
        headers.TryAddWithoutValidation("X-ASRS-Event", @event);
        headers.Add("X-ASRS-Signature", UpstreamSignature.Of(client.Id, keys.Configured));
        if (client.UserId is { } user) headers.TryAddWithoutValidation("X-ASRS-User-Id", user);
        headers.TryAddWithoutValidation("X-ASRS-Client-Query", client.Query);
        headers.TryAddWithoutValidation("X-ASRS-User-Claims", Claims(client));
    }

    static string Claims(ClientConnection client) =>
        string.Join(", ", ClientClaims.OfApp(client.User).Select(claim => $"{claim.Type}: {claim.Value}"));
}
