using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Delivery;
using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

/// <summary>Tells a user's devices what the user did on one of them.</summary>
public sealed partial class OwnDevices(SignalRRest signalR, ILogger<OwnDevices> logger)
{
    /// <summary>A device that misses it learns of it when it syncs, so a failure is not the caller's.</summary>
    public async Task TellAsync(Caller caller, InboxEvent news, CancellationToken ct)
    {
        try { await signalR.SendToUserAsync(caller.SignalRUser, Hub.Inbox, news, ct); }
        catch (HttpRequestException failure) { LogNotTold(failure, news.ConversationId); }
    }
}
