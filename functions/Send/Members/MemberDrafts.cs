using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Auth;

namespace Messaging.Send.Members;

public sealed class MemberDrafts(Drafts drafts)
{
    public Draft Several(string kind, Caller caller, string conversation, NewMembers body, string? clientMessageId)
    {
        var users = body.Members ?? [];
        return drafts.Of(kind, caller, conversation, clientMessageId, Rules.Users("members", users, min: 1),
            command => command with { Members = [.. users.Distinct()] });
    }

    public Draft One(string kind, Caller caller, string conversation, string user, string? clientMessageId) =>
        drafts.Of(kind, caller, conversation, clientMessageId, Rules.Id("user", user), command => command with { Members = [user] });

    public Draft Import(Caller caller, string conversation, NewMembers body, string? clientMessageId)
    {
        clientMessageId ??= drafts.NewId();
        var users = body.Members ?? [];
        var fault = Rules.Count("members", users.Count, 1, Limits.MembersPerImport)
            ?? (clientMessageId.Length > Limits.ImportIdCharacters ? new("clientMessageId", $"It may have at most {Limits.ImportIdCharacters} characters.") : null);
        if (fault is not null) return fault;

        var commands = users.Chunk(Limits.MembersPerCommand).Zip(ImportIds(clientMessageId, users.Count),
            (some, id) => Several(CommandKinds.AddMembers, caller, conversation, new() { Members = some }, id)).ToList();
        return commands.Find(draft => draft.Fault is not null) ?? new([.. commands.SelectMany(draft => draft.Commands)]);
    }

    public static IReadOnlyList<string> ImportIds(string clientMessageId, int members) =>
        [.. Enumerable.Range(1, (members + Limits.MembersPerCommand - 1) / Limits.MembersPerCommand).Select(i => $"{clientMessageId}.{i}")];

    /// <summary>About another user, in the direct conversation with them, be there one or not.</summary>
    public Draft Pair(string kind, Caller caller, string other, string? clientMessageId)
    {
        var fault = Rules.Id("user", other) ?? (other == caller.User ? new("user", "It is the caller.") : null);
        return fault is not null ? fault : One(kind, caller, Drafts.PairId(caller, other), other, clientMessageId);
    }

    public Draft Join(Caller caller, string conversation, string? clientMessageId) =>
        drafts.Of(CommandKinds.JoinConversation, caller, conversation, clientMessageId, fault: null, command => command);

    public Draft Change(Caller caller, string conversation, string user, MemberChange body, string? clientMessageId)
    {
        var fault = Rules.Id("user", user)
            ?? (body.Role is { } role ? Rules.OneOf("role", role, [.. MemberRoles.FromLeastToMost]) : null)
            ?? Rules.Storable("mutedUntil", body.MutedUntil)
            ?? (body is { Role: null, MutedUntil: null } ? new("role", "Give a role or mutedUntil.") : null);
        return drafts.Of(CommandKinds.ChangeMember, caller, conversation, clientMessageId, fault,
            command => command with { Members = [user], Role = body.Role, MutedUntil = body.MutedUntil });
    }
}
