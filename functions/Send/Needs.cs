using Messaging.Contracts;
using Messaging.Contracts.Queue;

namespace Messaging.Send;

/// <summary>The actions that a command needs for certain, as far as the command alone tells: whose message it is about, Route knows.</summary>
static class Needs
{
    public static IReadOnlyList<string> Of(Command command) => command.Kind switch
    {
        CommandKinds.SendMessage => command.Mentions?.Contains("*") ?? false ? [Actions.Send, Actions.MentionEveryone] : [Actions.Send],
        CommandKinds.EditMessage => [Actions.EditOwn],
        // To delete another's message takes no less than to delete one's own.
        CommandKinds.DeleteMessage => [Actions.DeleteOwn],
        CommandKinds.AddReaction or CommandKinds.RemoveReaction => [Actions.React],
        CommandKinds.PinMessage or CommandKinds.UnpinMessage => [Actions.Pin],
        CommandKinds.AddMembers => [Actions.Add],
        CommandKinds.InviteMembers => [Actions.Invite],
        CommandKinds.UninviteMembers => [Actions.Uninvite],
        CommandKinds.RemoveMembers => command.Members!.All(user => user == command.Sender) ? [Actions.Leave] : [Actions.Remove],
        CommandKinds.BanMembers or CommandKinds.UnbanMembers => [Actions.Ban],
        CommandKinds.ChangeMember => [.. If(command.Role is not null, Actions.ChangeRole), .. If(command.MutedUntil is not null, Actions.Mute)],
        CommandKinds.ChangeConversation =>
        [
            .. If(command.Title is not null || command.Metadata is not null, Actions.Rename),
            .. If(command.Settings is not null || command.Archived is not null, Actions.ChangeSettings),
        ],
        _ => [],
    };

    static string[] If(bool needed, string action) => needed ? [action] : [];
}
