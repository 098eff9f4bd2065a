using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

public static class Creation
{
    /// <summary>How long a member stays in the SignalR group without renewal.</summary>
    public static readonly TimeSpan GroupTtl = TimeSpan.FromDays(14);

    /// <summary>A second creation by a member is a success that leads to the first: retries, and both users of a pair, come here.</summary>
    public static Decision Decide(Command command, View view)
    {
        if (view.Head is not null)
            return view.Member(command.Sender) is null ? Decision.Refused(RejectionReasons.NotAllowed) : Decision.Nothing(seq: 1);

        List<string> users = [.. new[] { command.Sender }.Concat(command.Members ?? []).Distinct()];
        var kind = command.ConversationKind ?? ConversationKinds.Group;
        if (kind == ConversationKinds.Direct && users.Count != 2) return Decision.Refused(RejectionReasons.NotAllowed);

        if (view.Marked(Keys.Block(command.Sender))) return Decision.Refused(RejectionReasons.Blocked);

        var before = Empty(view, command, kind, users.Count);
        var entry = Rule.Next(before, command, EntryKinds.ConversationCreated, view.Now) with
        {
            Members = users,
            Title = command.Title,
            ConversationKind = kind,
            Metadata = command.Metadata,
            Settings = command.Settings,
        };
        return Decision.Append(before, entry) with { Members = [.. users.Select(user => New(user, RoleOf(user, command, kind), view.Now) with { Blocked = view.Marked(Keys.Block(user)) })] };
    }

    public static Decision Change(Command command, View view, Head head, Member sender)
    {
        var (renames, sets) = (command.Title is not null || command.Metadata is not null, command.Settings is not null || command.Archived is not null);
        var refusal = (renames ? Rule.Refusal(head, sender, Actions.Rename, view.Now) : null)
            ?? (sets ? Rule.Refusal(head, sender, Actions.ChangeSettings, view.Now) : null);
        if (refusal is not null || !(renames || sets)) return Decision.Refused(refusal ?? RejectionReasons.NotAllowed);

        var entry = Rule.Next(head, command, EntryKinds.ConversationChanged, view.Now) with
        {
            Title = command.Title,
            Metadata = command.Metadata,
            Settings = command.Settings,
            Archived = command.Archived,
        };
        return Decision.Append(head with
        {
            Title = command.Title ?? head.Title,
            Metadata = command.Metadata ?? head.Metadata,
            Settings = head.Settings.With(command.Settings),
            Archived = command.Archived ?? head.Archived,
        }, entry);
    }

    public static Member New(string user, string role, DateTimeOffset now) => new(user, role, now, now + GroupTtl);

    // The two of a direct conversation are equals.
    static string RoleOf(string user, Command command, string kind) =>
        user == command.Sender && kind != ConversationKinds.Direct ? MemberRoles.Owner : MemberRoles.Member;

    static Head Empty(View view, Command command, string kind, int members) => new()
    {
        Seq = 0,
        Messages = 0,
        Epoch = view.NewEpoch,
        Kind = kind,
        Title = command.Title,
        Metadata = command.Metadata,
        Settings = new ConversationSettings().With(command.Settings),
        Owners = kind == ConversationKinds.Direct ? 0 : 1,
        MemberCount = members,
        LastTime = view.Now,
        GroupsUntil = view.Now + GroupTtl,
    };
}
