using System.Globalization;
using System.Net;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.FanOut;
using Messaging.FanOut.Push;
using Messaging.Plumbing.Queueing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Messaging.Unit.FanOut;

sealed record Posted(string Id, long Timestamp, string Signature, byte[] Body, MessagesMissed Missed);

/// <summary>Queue notify of a <see cref="FanOutWorld"/>, and the tenant's service behind it.</summary>
sealed class PushWorld : HttpMessageHandler
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    readonly FanOutWorld _world;
    readonly NotifyMembers _function;
    readonly HttpClient _http;
    int _asked;

    public PushWorld(FanOutWorld world)
    {
        _world = world;
        _http = new(this, disposeHandler: false);
        world.Connected = user =>
        {
            Interlocked.Increment(ref _asked);
            return Online.Contains(user);
        };
        var options = Options.Create(world.Push);
        _function = new(new MissedBy(world.Table, world.SignalR, options), new WebhookPush(_http, world.Time), new NotificationHubPush(_http, world.Time),
            new RetryLater(world.Sender, world.Time), options, NullLogger<NotifyMembers>.Instance);
    }

    /// <summary>Names of users at SignalR.</summary>
    public HashSet<string> Online { get; } = [];
    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;
    public List<Posted> Received { get; } = [];

    /// <summary>Requests to a notification hub, as header lines and body.</summary>
    public List<(Uri Address, string Tags, string Authorization, string Body)> Hub { get; } = [];
    public int Asked => _asked;

    public Task NotifyAsync(ServiceBusMessage message) => _function.RunAsync(
        ServiceBusModelFactory.ServiceBusReceivedMessage(message.Body, messageId: message.MessageId, properties: message.ApplicationProperties), _world.Actions.Object, default);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(ct);
        if (request.Headers.Contains("ServiceBusNotification-Format"))
            Hub.Add((request.RequestUri!, Header("ServiceBusNotification-Tags"), Header("Authorization"), System.Text.Encoding.UTF8.GetString(body)));
        else
            Received.Add(new(Header("webhook-id"), long.Parse(Header("webhook-timestamp"), CultureInfo.InvariantCulture), Header("webhook-signature"), body,
                JsonSerializer.Deserialize(body, ContractsJson.Wire.MessagesMissed)!));
        return new(Answer);

        string Header(string name) => Assert.Single(request.Headers.GetValues(name));
    }
}
