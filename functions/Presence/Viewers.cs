using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Who looks at a conversation now, and is shown who types in it. Nothing of it is stored or queued.</summary>
public sealed class Viewers(ConversationReader conversations, SignalRRest signalR, IOptions<PresenceOptions> options, TimeProvider time) : IDisposable
{
    const int Remembered = 50_000;

    readonly Recently<(string Tenant, string User, string ConversationId)> _members = new(options.Value.MembershipCache, Remembered, time);

    /// <summary>False if the user is not a member.</summary>
    public async Task<bool> ViewAsync(Connection viewer, string conversationId, CancellationToken ct)
    {
        if (!await ReadMembershipAsync(viewer, conversationId, ct)) return false;
        await signalR.AddConnectionToGroupAsync(viewer.Id, Names.Viewing(viewer.Tenant, conversationId), ct);
        return true;
    }

    public Task UnviewAsync(Connection viewer, string conversationId, CancellationToken ct) =>
        signalR.RemoveConnectionFromGroupAsync(viewer.Id, Names.Viewing(viewer.Tenant, conversationId), ct);

    /// <summary>Tells all viewers but the sender; false if the sender was not a member within the last half minute.</summary>
    public async Task<bool> TypeAsync(Connection sender, string conversationId, CancellationToken ct)
    {
        if (!IsKnownMember(sender, conversationId) && !await ReadMembershipAsync(sender, conversationId, ct)) return false;
        await signalR.SendToGroupAsync(Names.Viewing(sender.Tenant, conversationId), Hub.Typing,
            new TypingEvent(conversationId, sender.User), ct, exceptConnection: sender.Id);
        return true;
    }

    public void Dispose() => _members.Dispose();

    bool IsKnownMember(Connection connection, string conversationId) => _members.Contains((connection.Tenant, connection.User, conversationId));

    async Task<bool> ReadMembershipAsync(Connection connection, string conversationId, CancellationToken ct)
    {
        if (await conversations.MemberAsync(connection.Tenant, conversationId, connection.User, ct) is null) return false;
        _members.Add((connection.Tenant, connection.User, conversationId));
        return true;
    }
}
