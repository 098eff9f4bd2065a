using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>GET /api/conversations/{id}/messages/{seq}/reactions?reaction=&amp;after=&amp;limit=: who reacted to a message, and how.</summary>
public sealed class ListReactions(MemberAccess access, LogReads logs, ConversationReader conversations)
{
    const int PlaceCharacters = Limits.IdCharacters + 1 + Limits.ReactionCharacters;

    [Function(nameof(ListReactions))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/messages/{seq:long:min(1)}/reactions")] HttpRequest request,
        string id, long seq, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        var (query, invalid) = ListQuery.Of(request.Query, PlaceCharacters);
        if (query is null) return invalid!;
        var given = new QueryFields(request.Query);
        var reaction = given.Text("reaction", Limits.ReactionCharacters);
        if (given.Fault is { } fault) return fault;

        var tenant = granted.Caller.Tenant;
        return await logs.EntryAsync(tenant, id, seq, ct) is not { Kind: EntryKinds.Message } message ? Problems.NotFound("message")
            : Json.Answer(message.DeletedAt is not null ? new(id, seq, []) : await PageAsync(tenant, id, seq, query, reaction, ct));
    }

    /// <summary>One reaction has no range of keys of its own: one request looks at a bounded number and then says where to go on.</summary>
    async Task<ReactionPage> PageAsync(string tenant, string id, long seq, ListQuery query, string? reaction, CancellationToken ct)
    {
        var most = reaction is null ? query.Limit : Limits.ScannedEntries;
        var after = query.After is { } place ? KeyOf(seq, place) : null;
        var rows = await conversations.MarksAfterAsync(tenant, id, Keys.Reactions(seq), after, most + 1, ct);
        var seen = rows.Take(most).Select(Of).ToList();
        var (page, last) = query.Cut([.. seen.Where(one => reaction is null || one.Reaction == reaction)]);
        if (last is null && rows.Count > most) last = seen[^1];
        return new(id, seq, page, last is null ? null : $"{last.User} {last.Reaction}");
    }

    static MemberReaction Of(Mark mark) =>
        mark.RowKey.Split('|') is [_, _, var user, var reaction] ? new(Keys.Unescape(user), Keys.Unescape(reaction), mark.At)
        : throw new InvalidDataException("The key of a reaction has four parts.");

    /// <summary>A place is a user and a reaction; no reaction has a space.</summary>
    static string KeyOf(long seq, string place) =>
        place.LastIndexOf(' ') is var space and > 0 ? Keys.Reaction(seq, place[..space], place[(space + 1)..]) : Keys.Reaction(seq, place, "");
}
