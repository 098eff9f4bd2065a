using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>POST /api/sync: what changed for the caller since a token, and the entries that this device has missed. Without a token the answer
/// is the whole list and <c>restart</c> is false, for there is nothing to forget.</summary>
public sealed class CatchUp(
    CallerAuthentication callers, Inbox inbox, Summaries summaries, LogReads logs, IOptions<SyncOptions> options, IOptions<TablesOptions> tables, TimeProvider time)
{
    [Function(nameof(CatchUp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sync")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        var (body, unreadable) = await Json.ReadAsync<SyncRequest>(request, ct);
        if (body is null) return unreadable!;
        var (device, invalid) = DeviceState.Of(body);
        return device is null ? invalid! : Json.Answer(await AnswerAsync(caller, device, ct));
    }

    async Task<SyncAnswer> AnswerAsync(Caller caller, DeviceState device, CancellationToken ct)
    {
        // Before any state is read: what changes from here on is found by the next round.
        var now = time.GetUtcNow();
        var given = string.IsNullOrEmpty(device.Token) ? null : device.Token;
        var round = given is null ? null : SyncToken.Read(given, now, tables.Value.Epoch);
        var restart = given is not null && round is null;
        if (restart) device = device with { Known = new Dictionary<string, KnownLog>() };
        return await AnswerAsync(caller, device, round ?? SyncToken.Start(now, tables.Value.Epoch), restart, ct);
    }

    async Task<SyncAnswer> AnswerAsync(Caller caller, DeviceState device, SyncToken round, bool restart, CancellationToken ct)
    {
        var reading = inbox.HintsAsync(caller.Tenant, caller.User, round.Since, ct);
        var standings = inbox.StandingsAsync(caller.Tenant, caller.User, ct);
        var hints = round.Since is null ? [.. (await reading).OfMembers()] : await reading;
        var page = hints.Page(round.After, options.Value.Conversations + 1);
        var (some, more) = page.Count > options.Value.Conversations ? (page.Take(options.Value.Conversations).ToList(), true) : (page, false);

        var missed = new MissedLogs(logs, caller, device.Known, new(device.Entries, device.PerConversation));
        var found = await summaries.OfAsync(caller, some, await standings, missed.ReadAsync, anew: round.Since is null && device.Token is { Length: > 0 }, ct);
        return new()
        {
            Token = more ? round.Continue(HintPlace.Of(some[^1])) : round.End(),
            Restart = restart,
            More = more,
            Changed = found.Values.Select(one => one.Summary).LatestFirst(),
            Missed = [.. some.Select(hint => found.GetValueOrDefault(hint.ConversationId)?.Missed).OfType<MissedEntries>()],
            Removed = round.Since is null ? [] : [.. some.Select(hint => hint.ConversationId).Where(id => !found.ContainsKey(id))],
        };
    }
}
