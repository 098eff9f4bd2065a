using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Who of a conversation's members is online: one by one while they are few, counted above that.</summary>
public sealed class Rosters(
    ConversationReader conversations, States states, Watches watches, SignalRRest signalR, IOptions<ThresholdsOptions> thresholds, TimeProvider time) : IDisposable
{
    const int Counted = 10_000;

    static readonly TimeSpan CountAge = TimeSpan.FromSeconds(30);

    readonly Remembered<(string Tenant, string ConversationId), int> _counts = new(CountAge, Counted, time);

    /// <summary>Null if the viewer is not a member.</summary>
    public Task<ConversationPresence?> ReadAsync(string tenant, string viewer, string conversationId, CancellationToken ct) =>
        ReadAsync(tenant, viewer, conversationId, users => states.ReadAsync(tenant, viewer, users, ct), ct);

    /// <summary>Reads, and tells the viewer of every later change as long as members are shown one by one.</summary>
    public Task<ConversationPresence?> WatchAsync(Connection viewer, string conversationId, CancellationToken ct) =>
        ReadAsync(viewer.Tenant, viewer.User, conversationId, async users =>
            await watches.WatchAsync(viewer, users, ct) ?? await states.ReadAsync(viewer.Tenant, viewer.User, users, ct), ct);

    public void Dispose() => _counts.Dispose();

    async Task<ConversationPresence?> ReadAsync(
        string tenant, string viewer, string conversationId, Func<IReadOnlyCollection<string>, Task<PresenceList>> ask, CancellationToken ct)
    {
        if (await conversations.HeadAsync(tenant, conversationId, ct) is not { } head) return null;
        if (head.MemberCount > thresholds.Value.PresenceMembers)
            return await conversations.MemberAsync(tenant, conversationId, viewer, ct) is null ? null
                : Of(conversationId, head.MemberCount, await CountAsync(tenant, conversationId).WaitAsync(ct), users: null);

        var members = (await conversations.MembersAsync(tenant, conversationId, ct)).Select(member => member.User).ToList();
        if (!members.Contains(viewer)) return null;
        var shown = (await ask(members)).Users;
        return Of(conversationId, members.Count, shown.Count(user => user.Online), shown);
    }

    ConversationPresence Of(string conversationId, int members, int online, IReadOnlyList<PresenceEvent>? users) => new()
    {
        ConversationId = conversationId,
        Members = members,
        Online = online,
        Typing = members <= thresholds.Value.TypingMembers,
        Users = users,
    };

    /// <summary>By the service's own list of the conversation's group: a call per 200 connections, where the table would cost a read per member.</summary>
    Task<int> CountAsync(string tenant, string conversationId) => _counts.GetAsync((tenant, conversationId), async () =>
        await signalR.ConnectionsInGroupAsync(Names.Conversation(tenant, conversationId), CancellationToken.None).Select(one => one.User).Distinct().CountAsync());
}
