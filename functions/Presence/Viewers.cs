using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Who looks at a conversation now, and is shown who types in it. Nothing of it is stored or queued.</summary>
public sealed class Viewers(ConversationReader conversations, SignalRRest signalR, IOptions<PresenceOptions> options, TimeProvider time) : IDisposable
{
    const int Remembered = 50_000;

    readonly MemoryCache _memberUntil = new(new MemoryCacheOptions { SizeLimit = Remembered });

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

    public void Dispose() => _memberUntil.Dispose();

    bool IsKnownMember(Connection connection, string conversationId) =>
        _memberUntil.TryGetValue<DateTimeOffset>(Key(connection, conversationId), out var until) && time.GetUtcNow() < until;

    async Task<bool> ReadMembershipAsync(Connection connection, string conversationId, CancellationToken ct)
    {
        var asked = time.GetUtcNow();
        if (await conversations.MemberAsync(connection.Tenant, conversationId, connection.User, ct) is null) return false;
        _memberUntil.Set(Key(connection, conversationId), asked + options.Value.MembershipCache,
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = options.Value.MembershipCache });
        return true;
    }

    static (string, string, string) Key(Connection connection, string conversationId) => (connection.Tenant, connection.User, conversationId);
}
