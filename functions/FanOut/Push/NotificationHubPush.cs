using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts.Client;

namespace Messaging.FanOut.Push;

/// <summary>
/// To Azure Notification Hubs by its REST API, as template notifications: devices register with a template per platform that uses
/// <c>conversationId</c>, <c>seq</c>, <c>sender</c> and <c>text</c>, and with the tag of <see cref="NotificationHubTag"/>. A call of everyone
/// reaches those alone who are away. Written after the service's documentation, and never run against the service.
/// </summary>
public sealed class NotificationHubPush(HttpClient http, TimeProvider time) : IPushNotifications
{
    /// <summary>The service takes an expression of at most 20 tags joined by "or".</summary>
    const int TagsPerSend = 20;

    /// <summary>Characters of a text that go along: Apple's and Google's services take 4 KB in all.</summary>
    const int TextCharacters = 200;

    public async Task SendAsync(PushTarget target, MessagesMissed missed, string id, CancellationToken ct)
    {
        foreach (var message in missed.Messages)
            foreach (var users in message.Mentioned.Where(user => user != "*").Concat(message.Offline).Chunk(TagsPerSend))
                await SendAsync(target, missed, message.Entry, users, ct);
    }

    async Task SendAsync(PushTarget target, MessagesMissed missed, Entry entry, IEnumerable<string> users, CancellationToken ct)
    {
        var connection = ServiceBusConnectionStringProperties.Parse(target.ConnectionString);
        var hub = new Uri($"https://{connection.FullyQualifiedNamespace}/{Uri.EscapeDataString(target.Hub)}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{hub}/messages/?api-version=2015-01")
        {
            Content = new ByteArrayContent(Template(missed, entry)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
            Headers =
            {
                { "ServiceBusNotification-Format", "template" },
                { "ServiceBusNotification-Tags", string.Join(" || ", users.Select(user => NotificationHubTag.Of(missed.Tenant, user))) },
            },
        };
        request.Headers.TryAddWithoutValidation("Authorization", SharedAccessSignature.For(hub, connection, time.GetUtcNow()));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A flat object of strings: what templates can refer to.</summary>
    static byte[] Template(MessagesMissed missed, Entry entry) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
    {
        ["tenant"] = missed.Tenant,
        ["conversationId"] = missed.ConversationId,
        ["seq"] = $"{entry.Seq}",
        ["sender"] = entry.Sender,
        ["text"] = Short(entry.Text ?? ""),
    }, PushJson.Default.DictionaryStringString);

    static string Short(string text) => text.Length <= TextCharacters ? text
        : text[..(char.IsHighSurrogate(text[TextCharacters - 1]) ? TextCharacters - 1 : TextCharacters)] + "…";
}
