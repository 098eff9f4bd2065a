using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Sync;

/// <summary>A well-formed <see cref="SyncRequest"/>.</summary>
public sealed record DeviceState(string? Token, IReadOnlyDictionary<string, KnownLog> Known, int Entries, int PerConversation)
{
    public const int DefaultEntries = 1_000, DefaultPerConversation = 50;

    public static (DeviceState? State, IActionResult? Refusal) Of(SyncRequest request)
    {
        var (entries, each) = (request.Entries ?? DefaultEntries, request.EntriesPerConversation ?? DefaultPerConversation);
        if (entries is < 0 or > Limits.SyncEntries) return Refused("entries", $"entries is a whole number from 0 to {Limits.SyncEntries}.");
        if (each is < 1 or > Limits.PageEntries) return Refused("entriesPerConversation", $"entriesPerConversation is a whole number from 1 to {Limits.PageEntries}.");
        if (request.Known?.Count > Limits.KnownLogs) return Refused("known", $"At most {Limits.KnownLogs} logs can be named.");

        var known = new Dictionary<string, KnownLog>();
        foreach (var (log, at) in (request.Known ?? []).Select((log, at) => (log, at)))
        {
            if (log is null || !Ids.IsValid(log.ConversationId)) return Refused($"known[{at}].conversationId", "It is not the id of a conversation.");
            if (log.Seq is < 0 or long.MaxValue) return Refused($"known[{at}].seq", "seq is a whole number, not negative.");
            known[log.ConversationId] = log;
        }
        return (new(request.Token, known, entries, each), null);
    }

    static (DeviceState?, IActionResult) Refused(string field, string title) => (null, Problems.Invalid(field, title));
}
