using System.Collections.Concurrent;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.FanOut.Push;

/// <summary>Finds whom a message did not reach: SignalR is asked about each member of a small conversation, of a large one about nobody.</summary>
public sealed class MissedBy(ConversationReader reader, SignalRRest signalR, IOptions<PushOptions> options)
{
    public const string Type = "messages-missed";

    /// <summary>Null if everyone has seen everything.</summary>
    public async Task<MessagesMissed?> OfAsync(EntriesPublished fact, CancellationToken ct)
    {
        var offline = fact.MemberCount <= options.Value.OfflineMembers ? await OfflineAsync(fact, ct) : [];
        List<MissedMessage> messages = [.. fact.Entries.Select(entry => Missed(entry, offline)).Where(it => it.Mentioned.Count + it.Offline.Count > 0)];
        return messages.Count == 0 ? null : new()
        {
            Type = Type,
            Tenant = fact.Tenant,
            ConversationId = fact.ConversationId,
            Epoch = fact.Epoch,
            Messages = messages,
        };
    }

    static MissedMessage Missed(Entry entry, IReadOnlyList<string> offline)
    {
        List<string> mentioned = [.. (entry.Mentions ?? []).Where(user => user != entry.Sender)];
        return new(entry, mentioned, [.. offline.Except(mentioned).Where(user => user != entry.Sender)]);
    }

    async Task<IReadOnlyList<string>> OfflineAsync(EntriesPublished fact, CancellationToken ct)
    {
        var readers = from member in await reader.MembersAsync(fact.Tenant, fact.ConversationId, ct)
                      where fact.Entries.Any(entry => entry.Sender != member.User)
                      select member.User;
        var offline = new ConcurrentBag<string>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct };
        await Parallel.ForEachAsync(readers, atOnce, async (user, ct) =>
        {
            if (!await signalR.IsConnectedAsync(Names.User(fact.Tenant, user), ct)) offline.Add(user);
        });
        return [.. offline.Order(StringComparer.Ordinal)];
    }
}
