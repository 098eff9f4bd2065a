using Messaging.Contracts.Queue;
using Messaging.Route.Live;
using Messaging.Route.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Route;

/// <summary>Brings commands into their conversations' logs and what came of it on its way: conversations side by side, each in its order.</summary>
public sealed partial class CommandRouter(
    ConversationLog conversations, ConversationCache cache, ConversationGroups groups, FanOutPublisher publisher,
    Patience patience, Drill drill, TimeProvider time, IOptions<RouteOptions> options, ILogger<CommandRouter> log) : IDisposable
{
    readonly SemaphoreSlim _appends = new(options.Value.AppendsAtOnce);

    /// <summary>Returns the commands that are beyond processing, after their refusal is stored. Throws when any conversation's
    /// share is not through, after all others are.</summary>
    public async Task<IReadOnlyList<Command>> RouteAsync(IReadOnlyList<Command> commands, CancellationToken ct)
    {
        var shares = await Task.WhenAll(Share.Of(commands).Select(async share =>
        {
            await RouteAsync(share, ct);
            return share;
        }));
        return [.. shares.SelectMany(Poison)];
    }

    /// <summary>Stores and publishes the refusal of a command that must not be tried any more.</summary>
    public async Task RefuseAsync(Command command, CancellationToken ct)
    {
        var share = Share.Of([command])[0];
        await StoreRefusalAsync(share, command, ct);
        await PublishAsync(share, ct);
    }

    public void Dispose() => _appends.Dispose();

    async Task RouteAsync(Share share, CancellationToken ct)
    {
        await drill.SurviveAsync(share.Waiting);
        await AppendAsync(share, ct);
        await patience.WithDeliveryAsync(ct => groups.MatchAsync(share, ct), ct);
        await PublishAsync(share, ct);
        await RenewAsync(share, ct);
    }

    /// <summary>What fails for a reason of its own is halved until the one command at fault is found.</summary>
    async Task AppendAsync(Share share, CancellationToken ct)
    {
        for (var count = share.Waiting.Count; share.Waiting.Count > 0;)
        {
            var before = share.Waiting.Count;
            try
            {
                await patience.WithStorageAsync(ct => AppendOnceAsync(share, count - (before - share.Waiting.Count), ct), ct);
                count = share.Waiting.Count;
            }
            catch (Exception failure) when (!Patience.IsTransient(failure))
            {
                count -= before - share.Waiting.Count;
                if (count != 1) { count = Math.Max(1, count / 2); continue; }
                Poisonous(failure, share.Key.ConversationId, share.Waiting.First().ClientMessageId);
                await StoreRefusalAsync(share, share.Waiting.First(), ct);
                count = share.Waiting.Count;
            }
        }
    }

    async Task AppendOnceAsync(Share share, int count, CancellationToken ct)
    {
        await _appends.WaitAsync(ct);
        try { await conversations.AppendAsync(share, count, ct); }
        finally { _appends.Release(); }
    }

    async Task StoreRefusalAsync(Share share, Command command, CancellationToken ct)
    {
        try
        {
            await patience.WithStorageAsync(ct => conversations.RefuseAsync(share, command, RejectionReasons.Poison, ct), ct);
        }
        catch (Exception failure) when (!Patience.IsTransient(failure))
        {
            // Not even its refusal can be stored, for a key that the table cannot hold; the dead-letter queue has the command.
            Poisonous(failure, share.Key.ConversationId, command.ClientMessageId);
            share.Settle(new(command, Refusal: RejectionReasons.Poison));
        }
    }

    async Task PublishAsync(Share share, CancellationToken ct)
    {
        var pieces = Publication.Of(share);
        if (pieces.Count > 0) await patience.WithDeliveryAsync(ct => publisher.PublishAsync(pieces, ct), ct);
        Routed(share.Key.ConversationId, share.Outcomes.Count, share.Head?.Seq ?? 0);
    }

    /// <summary>The message has arrived already: a renewal that fails is due again with the next one.</summary>
    async Task RenewAsync(Share share, CancellationToken ct)
    {
        if (share.Head is not { MemberCount: > 0 and <= ConversationGroups.RenewedMembers } head) return;
        if (head.GroupsUntil >= time.GetUtcNow() + Rules.Creation.GroupTtl / 2) return;
        try
        {
            await groups.RenewAsync(share.Key, ct);
            cache.Renewed(share.Key, head, time.GetUtcNow() + Rules.Creation.GroupTtl);
        }
        catch (Exception failure)
        {
            NotRenewed(failure, share.Key.ConversationId);
        }
    }

    static IEnumerable<Command> Poison(Share share) =>
        share.Outcomes.Where(it => it.Refusal == RejectionReasons.Poison).Select(it => it.Command);
}
