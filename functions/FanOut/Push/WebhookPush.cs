using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.FanOut.Push;

/// <summary>Posts to the tenant's own service, signed. Any answer but 2xx is a failure, a redirection too.</summary>
public sealed class WebhookPush(HttpClient http, TimeProvider time) : IPushNotifications
{
    public async Task SendAsync(PushTarget target, MessagesMissed missed, string id, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(missed, ContractsJson.Wire.MessagesMissed);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Webhook)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
            {
                { WebhookSignature.Id, id },
                { WebhookSignature.Timestamp, timestamp.ToString(CultureInfo.InvariantCulture) },
                { WebhookSignature.Signature, WebhookSignature.Of(target.Secret, id, timestamp, body) },
            },
        };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
    }
}
