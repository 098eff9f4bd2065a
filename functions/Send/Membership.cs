using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Send;

/// <summary>Authorizes early, so that a client learns at once what Route would refuse. What is remembered only ever allows: before a
/// refusal everything is read again.</summary>
public sealed class Membership(ConversationReader conversations, Standings standings, TimeProvider time)
{
    /// <summary>A conversation that another instance has just accepted is appended within this time: one second in all.</summary>
    static readonly int[] LookAgainAfterMs = [50, 100, 200, 300, 350, 0];

    /// <summary>Null if the sender may, as far as can be told here. The commands are of one sender, kind and conversation.</summary>
    public async Task<IActionResult?> RefusalAsync(IReadOnlyList<Command> commands, CancellationToken ct)
    {
        var first = commands[0];
        if (first.Kind is CommandKinds.CreateConversation or CommandKinds.BlockUser or CommandKinds.UnblockUser) return null;
        if (standings.Find(first) is { } known && Reason(commands, known) is null) return null;

        if (await HeadSoonAsync(first, ct) is not { } head) return Problems.NotFound("conversation");
        if (first.Kind == CommandKinds.JoinConversation || IsDecline(first)) return null;
        // The head came first: whoever was a member with it is found now.
        var member = await conversations.MemberAsync(first.Tenant, first.ConversationId, first.Sender, ct);
        var standing = member is null ? null : new Standing(head.Kind, head.Archived, member.Role, member.MutedUntil, member.Blocked);
        var reason = standing is null ? RejectionReasons.NotMember : Reason(commands, standing);
        if (reason is null) standings.Keep(first, standing!);
        return reason is null || standings.IsAboutToWiden(first) ? null : Problems.Of(403, reason, Title(reason));
    }

    static bool IsDecline(Command command) => command.Kind == CommandKinds.UninviteMembers && command.Members!.All(user => user == command.Sender);

    string? Reason(IReadOnlyList<Command> commands, Standing standing) =>
        commands.SelectMany(Needs.Of).Select(action => standing.Refusal(action, time.GetUtcNow())).FirstOrDefault(reason => reason is not null);

    async Task<Head?> HeadSoonAsync(Command command, CancellationToken ct)
    {
        foreach (var delay in LookAgainAfterMs)
        {
            if (await conversations.HeadAsync(command.Tenant, command.ConversationId, ct) is { } head) return head;
            await Task.Delay(TimeSpan.FromMilliseconds(delay), time, ct);
        }
        return null;
    }

    static string Title(string reason) => reason switch
    {
        RejectionReasons.NotMember => "You are not a member of this conversation.",
        RejectionReasons.Muted => "You are muted in this conversation.",
        RejectionReasons.Blocked => "The other user has blocked you.",
        RejectionReasons.Archived => "This conversation is archived.",
        _ => "Your role in this conversation does not allow it.",
    };
}
