using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

/// <summary>Keeps the places of large conversations' members in the SignalR groups. Route renews those of small ones for all members at once;
/// here each member does it by catching up, once in half the time that a place lasts.</summary>
public sealed partial class LivePlaces(SignalRRest signalR, ConversationReader conversations, Inbox inbox, TimeProvider time, ILogger<LivePlaces> logger)
{
    /// <summary>As long as the place that Route gives a new member.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>A place that cannot be renewed now is renewed by the next catch-up.</summary>
    /// <param name="caller">The member.</param>
    /// <param name="hint">Of the conversation.</param>
    /// <param name="member">The caller's row, just read.</param>
    /// <param name="anew">The device starts anew: SignalR may know less of groups than the rows say.</param>
    /// <param name="ct">Ends it before it has begun: what is begun is looked at again.</param>
    public async Task RenewAsync(Caller caller, Hint hint, Member member, bool anew, CancellationToken ct)
    {
        var soon = time.GetUtcNow() + Lifetime / 2;
        if (!anew && (member.GroupUntil > soon || hint.PlaceUntil > soon)) return;
        ct.ThrowIfCancellationRequested();
        try { await RenewAsync(caller, hint.ConversationId); }
        catch (HttpRequestException failure) { LogNotRenewed(failure, hint.ConversationId); }
    }

    /// <summary>A removal that went on meanwhile has the last word, whether or not the caller still waits.</summary>
    async Task RenewAsync(Caller caller, string id)
    {
        var (group, until) = (Names.Conversation(caller.Tenant, id), time.GetUtcNow() + Lifetime);
        await signalR.AddUserToGroupAsync(caller.SignalRUser, group, Lifetime, CancellationToken.None);
        if (await conversations.MemberAsync(caller.Tenant, id, caller.User, CancellationToken.None) is null)
            await signalR.RemoveUserFromGroupAsync(caller.SignalRUser, group, CancellationToken.None);
        else
            await inbox.MarkPlaceAsync(caller.Tenant, caller.User, id, until, CancellationToken.None);
    }
}
