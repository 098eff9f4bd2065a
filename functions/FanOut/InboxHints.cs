using System.Collections.Concurrent;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.FanOut;

/// <summary>
/// To the histories: tells queue <c>sync</c> whose inboxes to look at. A conversation is hinted at most every half minute, since a catch-up
/// looks a minute back; who came, went or was invited, and a sender's own cursor, never wait.
/// </summary>
public sealed class InboxHints(ConversationReader reader, QueueSender queues, IOptions<FanOutOptions> options, TimeProvider time) : IDisposable
{
    readonly FanOutOptions _options = options.Value;
    readonly Recently<(string Tenant, string ConversationId)> _hinted =
        new(TimeSpan.FromSeconds(options.Value.HintSeconds), options.Value.HintsRemembered, time);

    /// <summary>What fails is noted at the queue messages that carried it.</summary>
    public async Task SendAsync(IReadOnlyList<ConversationShare> conversations, CancellationToken ct)
    {
        var due = conversations.Where(IsDue).ToHashSet();
        var hints = new ConcurrentBag<Hint>();
        await Parallel.ForEachAsync(conversations, new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel }, async (conversation, _) =>
        {
            try
            {
                foreach (var hint in await HintsOfAsync(conversation, due.Contains(conversation), ct)) hints.Add(hint);
            }
            catch (Exception failure) { conversation.Fail(failure); }
        });
        await Task.WhenAll(
            from hint in hints
            group hint by hint.Conversation.Tenant into tenant
            from pack in Hint.Pack(tenant, _options.UsersPerHint, _options.BytesPerHint)
            select SendAsync(tenant.Key, pack, ct));
        // Only what went through as a whole is remembered: the rest comes again with its queue message.
        foreach (var conversation in due.Where(conversation => !conversation.Failed)) _hinted.Add(Key(conversation));
    }

    public void Dispose() => _hinted.Dispose();

    async Task<IEnumerable<Hint>> HintsOfAsync(ConversationShare conversation, bool due, CancellationToken ct)
    {
        var (added, removed, invited, _) = MembershipChanges.Of(conversation.Entries);
        if (due)
        {
            var members = await reader.MembersAsync(conversation.Tenant, conversation.ConversationId, ct);
            added = [.. members.Select(member => member.User)];
            removed = [.. removed.Except(added)];
        }
        return added.Select(user => new Hint(conversation, user))
            .Concat(removed.Select(user => new Hint(conversation, user, Removed: true)))
            .Concat(invited.Select(user => new Hint(conversation, user, Invited: true)))
            .Concat(OwnCursors(conversation));
    }

    bool IsDue(ConversationShare conversation) => conversation.MemberCount <= _options.HintMembers && !_hinted.Contains(Key(conversation));

    static IEnumerable<Hint> OwnCursors(ConversationShare conversation) =>
        from entry in conversation.Entries
        where entry.Kind == EntryKinds.Message
        group entry by entry.Sender into sent
        let last = sent.MaxBy(entry => entry.Seq)
        select new Hint(conversation, sent.Key, Cursor: new(conversation.ConversationId, sent.Key, last.Seq, last.Ordinal));

    async Task SendAsync(string tenant, IReadOnlyList<Hint> pack, CancellationToken ct)
    {
        try
        {
            await queues.SendAsync(Queues.Sync, Hint.ToFact(tenant, pack), FactTypes.InboxTouched, ct);
        }
        catch (Exception failure)
        {
            foreach (var hint in pack) hint.Conversation.Fail(failure);
        }
    }

    static (string, string) Key(ConversationShare conversation) => (conversation.Tenant, conversation.ConversationId);
}
