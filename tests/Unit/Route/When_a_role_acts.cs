using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;
using Messaging.Route.Rules;

namespace Messaging.Unit.Route;

/// <summary>Every role times every action times every kind of conversation.</summary>
public class When_a_role_acts
{
    /// <summary>What read-only, member, moderator and owner may do in a direct conversation, a group and a channel.</summary>
    static readonly Dictionary<string, (string Direct, string Group, string Channel)> Expected = new()
    {
        [Actions.Send] = ("-xxx", "-xxx", "--xx"),
        [Actions.EditOwn] = ("-xxx", "-xxx", "--xx"),
        [Actions.DeleteOwn] = ("-xxx", "-xxx", "--xx"),
        [Actions.DeleteAny] = ("----", "--xx", "--xx"),
        [Actions.React] = ("-xxx", "-xxx", "-xxx"),
        [Actions.Pin] = ("-xxx", "--xx", "--xx"),
        [Actions.MentionEveryone] = ("-xxx", "-xxx", "--xx"),
        [Actions.Add] = ("----", "-xxx", "--xx"),
        [Actions.Invite] = ("----", "-xxx", "--xx"),
        [Actions.Uninvite] = ("----", "--xx", "--xx"),
        [Actions.Remove] = ("----", "--xx", "--xx"),
        [Actions.Ban] = ("----", "--xx", "--xx"),
        [Actions.Mute] = ("----", "--xx", "--xx"),
        [Actions.ChangeRole] = ("----", "---x", "---x"),
        [Actions.Rename] = ("----", "--xx", "--xx"),
        [Actions.ChangeSettings] = ("----", "---x", "---x"),
        [Actions.Leave] = ("----", "xxxx", "xxxx"),
    };

    public static IEnumerable<object[]> All =>
        from kind in new[] { ConversationKinds.Direct, ConversationKinds.Group, ConversationKinds.Channel }
        from role in MemberRoles.FromLeastToMost
        from action in Permissions.AllActions
        select new object[] { kind, role, action };

    [Theory, MemberData(nameof(All))]
    public void It_may_do_what_the_table_says_and_nothing_else(string kind, string role, string action)
    {
        var row = Expected[action];
        var column = kind switch { ConversationKinds.Direct => row.Direct, ConversationKinds.Group => row.Group, _ => row.Channel };
        var allowed = column[MemberRoles.FromLeastToMost.ToList().IndexOf(role)] == 'x';

        var decision = Rule.Decide(CommandOf(action), World(kind, role));

        Assert.Equal(allowed ? null : RejectionReasons.NotAllowed, decision.Refusal);
        Assert.Equal(allowed, decision.Appended is not null);
    }

    [Fact]
    public void The_table_knows_every_action() => Assert.Equal(Expected.Keys.Order(), Permissions.AllActions.Order());

    [Theory, MemberData(nameof(All))]
    public void Whoever_is_no_member_may_do_nothing(string kind, string role, string action) =>
        Assert.Equal(RejectionReasons.NotMember, Rule.Decide(CommandOf(action) with { Sender = "eve" }, World(kind, role)).Refusal);

    static Command CommandOf(string action) => action switch
    {
        Actions.Send => Some.Message("me", "c"),
        Actions.EditOwn => Some.Edit("me", "c", 2, "new"),
        Actions.DeleteOwn => Some.Deletion("me", "c", 2),
        Actions.DeleteAny => Some.Deletion("me", "c", 3),
        Actions.React => Some.Command(CommandKinds.AddReaction, "me", "c") with { Target = 3, Reaction = "+1" },
        Actions.Pin => Some.Command(CommandKinds.PinMessage, "me", "c") with { Target = 3 },
        Actions.MentionEveryone => Some.Message("me", "c") with { Mentions = ["*"] },
        Actions.Add => Some.Addition("me", "c", "new"),
        Actions.Invite => Some.Command(CommandKinds.InviteMembers, "me", "c") with { Members = ["new"] },
        Actions.Uninvite => Some.Command(CommandKinds.UninviteMembers, "me", "c") with { Members = ["invited"] },
        Actions.Remove => Some.Removal("me", "c", "reader"),
        Actions.Ban => Some.Command(CommandKinds.BanMembers, "me", "c") with { Members = ["reader"] },
        Actions.Mute => Some.Command(CommandKinds.ChangeMember, "me", "c") with { Members = ["reader"], MutedUntil = DateTimeOffset.MaxValue },
        Actions.ChangeRole => Some.Command(CommandKinds.ChangeMember, "me", "c") with { Members = ["reader"], Role = MemberRoles.Member },
        Actions.Rename => Some.Command(CommandKinds.ChangeConversation, "me", "c") with { Title = "new" },
        Actions.ChangeSettings => Some.Command(CommandKinds.ChangeConversation, "me", "c") with { Settings = new() { SlowModeSeconds = 5 } },
        Actions.Leave => Some.Removal("me", "c", "me"),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "no command"),
    };

    /// <summary>I in a role, a reader, another owner; message 2 is mine, message 3 another's.</summary>
    static View World(string kind, string role)
    {
        var head = new Head { Seq = 3, Messages = 2, Epoch = "e", Kind = kind, MemberCount = 3, Owners = role == MemberRoles.Owner ? 2 : 1, LastTime = default };
        return new(head, user => user switch
        {
            "me" => new("me", role, default, default),
            "reader" => new("reader", MemberRoles.ReadOnly, default, default),
            "owner" => new("owner", MemberRoles.Owner, default, default),
            _ => null,
        }, seq => new(MessageOf(seq == 2 ? "me" : "owner", seq)), mark => mark == Keys.Invitation("invited"), DateTimeOffset.UnixEpoch, "");
    }

    static Entry MessageOf(string sender, long seq) =>
        new() { Seq = seq, Kind = EntryKinds.Message, Sender = sender, ClientMessageId = $"{seq}", Time = default, Ordinal = seq - 1, Text = "t" };
}
