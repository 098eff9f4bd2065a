using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>GET /api/settings: thresholds and intervals, so that every client behaves alike and knows what is off.</summary>
public sealed class ReadSettings(CallerAuthentication callers, IOptions<PresenceOptions> options, IOptions<ThresholdsOptions> thresholds)
{
    const int TypingRepeatSeconds = 8, TypingShownSeconds = 10;

    [Function(nameof(ReadSettings))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings")] HttpRequest request) =>
        await callers.CallerOfAsync(request) is null ? Problems.Unauthorized() : Json.Answer(new ClientSettings
        {
            TypingMembers = thresholds.Value.TypingMembers,
            PresenceMembers = thresholds.Value.PresenceMembers,
            ReceiptMembers = thresholds.Value.ReceiptMembers,
            TypingRepeatSeconds = TypingRepeatSeconds,
            TypingShownSeconds = TypingShownSeconds,
            HeartbeatSeconds = (int)options.Value.Heartbeat.TotalSeconds,
            WatchSeconds = (int)options.Value.WatchLifetime.TotalSeconds,
        });
}
