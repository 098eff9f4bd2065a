using System.Net;
using System.Text.Json;
using Messaging.SignalR.Clients;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.SignalR.Upstream;

/// <summary>What clients do, told to the upstream: a connection come or gone, and calls, whose answers go back to the client.</summary>
sealed partial class ClientEvents(UpstreamClient upstream, ILogger<ClientEvents> logger)
{
    const string Json = "application/json";
    const string MessagePack = "application/x-msgpack";

    public Task ConnectedAsync(ClientConnection client) =>
        client.Events.EnqueueAsync(() => NotifyAsync(client, "connected", new { type = 10 }));

    public Task DisconnectedAsync(ClientConnection client, string? error) =>
        client.Events.EnqueueAsync(() => NotifyAsync(client, "disconnected", new { type = 11, error }));

    public Task InvokedAsync(ClientConnection client, ClientInvocation call) =>
        client.Events.EnqueueAsync(() => ForwardAsync(client, call));

    // A lost notice must not cost the client its connection: the service only logs it.
    async Task NotifyAsync(ClientConnection client, string @event, object body)
    {
        if (upstream.UrlFor(client.Hub, UpstreamClient.Connections, @event) is not { } url) return;
        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
            using var answer = await upstream.PostAsync(url, client, UpstreamClient.Connections, @event, bytes, Json);
            if (!answer.IsSuccessStatusCode) LogRefused(logger, @event, client.Hub, client.Id, (int)answer.StatusCode);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            LogFailed(logger, failure, @event, client.Hub, client.Id);
        }
    }

    async Task ForwardAsync(ClientConnection client, ClientInvocation call)
    {
        if (call.BringsStream)
        {
            Refuse(client, call, "Streams from the client aren't supported in Serverless mode.");
            return;
        }

        if (upstream.UrlFor(client.Hub, UpstreamClient.Messages, call.Target) is not { } url)
        {
            LogNoUpstream(logger, call.Target, client.Hub, client.Id);
            Refuse(client, call, $"Invocation failed, no upstream takes '{call.Target}'");
            return;
        }

        try
        {
            var contentType = client.Protocol.Name == OutboundFrame.MessagePackProtocolName ? MessagePack : Json;
            using var answer = await upstream.PostAsync(url, client, UpstreamClient.Messages, call.Target, call.Frame, contentType);
            if (!answer.IsSuccessStatusCode) LogRefused(logger, call.Target, client.Hub, client.Id, (int)answer.StatusCode);
            if (call.InvocationId is { } id) await AnswerAsync(client, call, id, answer);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or FormatException)
        {
            LogFailed(logger, failure, call.Target, client.Hub, client.Id);
            Refuse(client, call, "Invocation failed, the upstream can't be reached");
        }
    }

    // A stream stays open behind an empty answer: the app sends its items and its end through the REST API.
    static async Task AnswerAsync(ClientConnection client, ClientInvocation call, string id, HttpResponseMessage answer)
    {
        var frame = await answer.Content.ReadAsByteArrayAsync();
        HubMessage? completion = answer.StatusCode switch
        {
            HttpStatusCode.OK when frame.Length > 0 => OutboundFrame.Ready(frame),
            HttpStatusCode.OK or HttpStatusCode.NoContent => call.WantsStream ? null : CompletionMessage.Empty(id),
            var status => CompletionMessage.WithError(id, $"Invocation failed, status code {(int)status}"),
        };
        if (completion is not null) client.Send(completion);
    }

    static void Refuse(ClientConnection client, ClientInvocation call, string reason)
    {
        if (call.InvocationId is { } id) client.Send(CompletionMessage.WithError(id, reason));
    }
}
