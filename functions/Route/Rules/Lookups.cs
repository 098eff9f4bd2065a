using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>The rows on which the decision about a command depends.</summary>
public static class Lookups
{
    public const string Everyone = "*";

    public static IEnumerable<string> Users(Command command)
    {
        IEnumerable<string> users = [command.Sender, .. command.Mentions ?? []];
        if (command.Kind != CommandKinds.CreateConversation) users = users.Concat(command.Members ?? []);
        return users.Where(user => user != Everyone).Distinct();
    }

    /// <summary>The seqs that the command names itself; <see cref="After"/> tells where they lead.</summary>
    public static IEnumerable<long> Seqs(Command command) => new[] { command.Target, command.ReplyTo }.OfType<long>();

    public static long? After(Command command, StoredEntry stored) => command.Kind switch
    {
        CommandKinds.SendMessage => stored.Entry.Thread,
        CommandKinds.EditMessage or CommandKinds.DeleteMessage or CommandKinds.ExpireMessage => stored.LastEdit,
        _ => null,
    };

    public static IEnumerable<string> Marks(Command command) => command.Kind switch
    {
        CommandKinds.AddReaction or CommandKinds.RemoveReaction when command is { Target: { } seq, Reaction: { } reaction } =>
            [Keys.Reaction(seq, command.Sender, reaction)],
        CommandKinds.EraseUser or CommandKinds.UninviteMembers => (command.Members ?? []).Distinct().Select(Keys.Invitation),
        CommandKinds.JoinConversation => [Keys.Invitation(command.Sender), Keys.Ban(command.Sender)],
        CommandKinds.AddMembers or CommandKinds.InviteMembers or CommandKinds.BanMembers or CommandKinds.UnbanMembers =>
            (command.Members ?? []).Distinct().SelectMany(user => new[] { Keys.Invitation(user), Keys.Ban(user) }),
        CommandKinds.CreateConversation when command.ConversationKind == ConversationKinds.Direct =>
            (command.Members ?? []).Append(command.Sender).Distinct().Select(Keys.Block),
        CommandKinds.BlockUser or CommandKinds.UnblockUser => (command.Members ?? []).Select(Keys.Block),
        _ => [],
    };
}
