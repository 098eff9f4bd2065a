using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Messaging.Send.Later;

namespace Messaging.Send.Erasure;

/// <summary>Finds what a user left and sees to it that it goes.</summary>
public sealed class Traces(ConversationReader conversations, ScheduledTable scheduled, Outbox outbox, QueueSender queues, TimeProvider time)
{
    /// <summary>Of one request; then it answers where to go on.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    /// <summary>What is on its way when the user is erased, hints of FanOut above all, has been written by then unless a queue is longer.</summary>
    static readonly TimeSpan Afterwards = TimeSpan.FromHours(1);

    const int SendsAtOnce = 50;

    /// <summary>Conversations whose erasure is durable, and where to go on looking; null when all are found.</summary>
    public async Task<(IReadOnlyList<string> Conversations, string? Next)> EraseAsync(Caller caller, string user, string id, string? after, CancellationToken ct)
    {
        // First, so that nothing leaves later for a conversation that has been looked at already.
        await UnscheduleAsync(caller.Tenant, user, ct);
        await TellAsync(new(caller.Tenant, user, time.GetUtcNow()), ct);
        var begun = time.GetTimestamp();
        var found = new HashSet<string>();
        await foreach (var (some, next) in conversations.TracesAsync(caller.Tenant, user, after, ct))
        {
            var fresh = some.Where(found.Add).Select(conversation => Erasure(caller, conversation, user, id)).ToList();
            if (fresh.Count > 0) await outbox.SendAsync(fresh, ct);
            if (next is not null && time.GetElapsedTime(begun) > Budget) return ([.. found], next);
        }
        return ([.. found], null);
    }

    async Task UnscheduleAsync(string tenant, string user, CancellationToken ct)
    {
        while (await scheduled.ListAsync(tenant, user, after: "", SendsAtOnce, ct) is { Count: > 0 } rows)
            await scheduled.TryRemoveAsync(rows, ct);
    }

    /// <summary>Who keeps rows of users, and is not reached by a command to a conversation.</summary>
    Task TellAsync(UserErased erased, CancellationToken ct) => Task.WhenAll(
        from queue in new[] { Queues.Presence, Queues.Sync }
        from due in new DateTimeOffset?[] { null, erased.At + Afterwards }
        select queues.SendAsync(queue, erased, FactTypes.UserErased, ct, due: due));

    Command Erasure(Caller caller, string conversation, string user, string id) => new()
    {
        Kind = CommandKinds.EraseUser,
        Tenant = caller.Tenant,
        ConversationId = conversation,
        Sender = caller.User,
        ClientMessageId = id,
        AcceptedAt = time.GetUtcNow(),
        Members = [user],
    };
}
