using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

public enum Typing { Shown, Off, NotMember }

/// <summary>Who looks at a conversation now, and is shown who types in it. Nothing of it is stored or queued.</summary>
public sealed class Viewers(
    ConversationReader conversations, SignalRRest signalR, IOptions<PresenceOptions> options, IOptions<ThresholdsOptions> thresholds, TimeProvider time) : IDisposable
{
    /// <summary>Conversations whose members are remembered, at most a hundred ids each.</summary>
    const int Conversations = 5_000;

    static readonly IReadOnlySet<string> Nobody = new HashSet<string>();

    readonly Remembered<(string Tenant, string ConversationId), IReadOnlySet<string>?> _members = new(options.Value.MembershipCache, Conversations, time);

    /// <summary>Of a member.</summary>
    public Task ViewAsync(Connection viewer, string conversationId, CancellationToken ct) =>
        signalR.AddConnectionToGroupAsync(viewer.Id, Names.Viewing(viewer.Tenant, conversationId), ct);

    public Task UnviewAsync(Connection viewer, string conversationId, CancellationToken ct) =>
        signalR.RemoveConnectionFromGroupAsync(viewer.Id, Names.Viewing(viewer.Tenant, conversationId), ct);

    /// <summary>Tells all viewers but the sender, as of the members of the last half minute.</summary>
    public async Task<Typing> TypeAsync(Connection sender, string conversationId, CancellationToken ct)
    {
        var members = await _members.GetAsync((sender.Tenant, conversationId), () => ReadMembersAsync(sender.Tenant, conversationId)).WaitAsync(ct);
        if (members is null) return Typing.Off;
        if (!members.Contains(sender.User)) return Typing.NotMember;
        await signalR.SendToGroupAsync(Names.Viewing(sender.Tenant, conversationId), Hub.Typing,
            new TypingEvent(conversationId, sender.User), ct, exceptConnection: sender.Id);
        return Typing.Shown;
    }

    public void Dispose() => _members.Dispose();

    /// <summary>Null if they are too many to be shown typing. Whoever still views but is no longer a member stops viewing: a connection's
    /// place in a group does not end by itself.</summary>
    async Task<IReadOnlySet<string>?> ReadMembersAsync(string tenant, string conversationId)
    {
        var head = await conversations.HeadAsync(tenant, conversationId, CancellationToken.None);
        if (head is null) return Nobody;
        if (head.MemberCount > thresholds.Value.TypingMembers) return null;
        var members = (await conversations.MembersAsync(tenant, conversationId, CancellationToken.None)).Select(member => member.User).ToHashSet();
        var group = Names.Viewing(tenant, conversationId);
        await foreach (var (connection, user) in signalR.ConnectionsInGroupAsync(group, CancellationToken.None))
            if (!Names.TryReadUser(user, out _, out var name) || !members.Contains(name))
                await signalR.RemoveConnectionFromGroupAsync(connection, group, CancellationToken.None);
        return members;
    }
}
