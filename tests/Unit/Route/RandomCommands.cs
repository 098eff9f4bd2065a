using System.Globalization;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

/// <summary>Commands of a few users who do all that members do; then how they lie in queue messages.</summary>
sealed class RandomCommands(int seed, DateTimeOffset now = default)
{
    public const string Operator = "operator";


    static readonly string[] Users = ["ann", "bob", "cid", "dan"];
    static readonly string[] Reactions = ["👍", "🎉"];

    readonly Random _random = new(seed);

    public Random Random => _random;

    public IReadOnlyList<Command> Next(string conversation, int count) =>
        new[] { Some.Group("ann", "bob", "cid") }.Concat(Enumerable.Range(0, count).Select(i => One($"{i}"))).In(conversation);

    /// <summary>Two who write to each other, and block each other now and then.</summary>
    public IReadOnlyList<Command> OfAPair(string conversation, int count) =>
        new[] { Some.Group("ann", "bob") with { ConversationKind = ConversationKinds.Direct } }.Concat(Enumerable.Range(0, count).Select(i => OneOfAPair($"{i}"))).In(conversation);

    /// <summary>Cut into queue messages; now and then a command, or a whole message, comes again later.</summary>
    public IReadOnlyList<Command[]> InQueueMessages(IReadOnlyList<Command> commands)
    {
        List<Command[]> messages = [];
        for (var at = 0; at < commands.Count;)
        {
            var fresh = commands.Skip(at).Take(_random.Next(1, 12)).ToArray();
            at += fresh.Length;
            var retries = Enumerable.Range(0, _random.Next(3)).Select(_ => commands[_random.Next(at)]);
            messages.Add([.. fresh, .. retries]);
            if (_random.Next(5) == 0) messages.Add(messages[_random.Next(messages.Count)]);
        }
        return messages;
    }

    Command OneOfAPair(string id)
    {
        var (sender, other) = _random.Next(2) == 0 ? ("ann", "bob") : ("bob", "ann");
        return _random.Next(4) switch
        {
            0 => Some.Command(CommandKinds.BlockUser, sender, id) with { Members = [other] },
            1 => Some.Command(CommandKinds.UnblockUser, sender, id) with { Members = [other] },
            _ => Some.Message(sender, id, LogReplay.Text(sender, id)),
        };
    }

    Command One(string id)
    {
        var (sender, other) = (Users[_random.Next(Users.Length)], Users[_random.Next(Users.Length)]);
        var text = LogReplay.Text(sender, id);
        var (target, someone) = (_random.Next(1, 30), Users[_random.Next(Users.Length)]);
        return _random.Next(37) switch
        {
            < 8 => Some.Message(sender, id, text) with { Mentions = _random.Next(4) == 0 ? [other] : null, ExpiresAt = _random.Next(3) == 0 ? now.AddMinutes(_random.Next(30)) : null },
            < 11 => Some.Message(sender, id, text) with { ReplyTo = target },
            < 15 => Some.Edit(sender, id, target, text) with { Mentions = _random.Next(4) == 0 ? ["*"] : null },
            < 17 => Some.Deletion(sender, id, target),
            < 19 => Some.Addition(sender, id, other, someone),
            < 20 => Some.Removal(_random.Next(2) == 0 ? "ann" : sender, id, other),
            < 24 => Some.Command(CommandKinds.AddReaction, sender, id) with { Target = target, Reaction = Reactions[_random.Next(Reactions.Length)] },
            < 26 => Some.Command(CommandKinds.RemoveReaction, sender, id) with { Target = target, Reaction = Reactions[_random.Next(Reactions.Length)] },
            < 27 => Some.Command(_random.Next(3) > 0 ? CommandKinds.PinMessage : CommandKinds.UnpinMessage, "ann", id) with { Target = target },
            < 28 => Some.Command(CommandKinds.ChangeMember, "ann", id) with { Members = [other], Role = MemberRoles.FromLeastToMost[_random.Next(4)] },
            < 29 => Some.Command(CommandKinds.InviteMembers, "ann", id) with { Members = [other, someone] },
            < 30 => Some.Command(CommandKinds.JoinConversation, sender, id),
            < 32 => Some.Command(CommandKinds.UninviteMembers, sender, id) with { Members = [_random.Next(2) == 0 ? sender : other] },
            < 33 => Some.Command(CommandKinds.BanMembers, "ann", id) with { Members = [other] },
            < 36 => Some.Command(CommandKinds.ExpireMessage, sender, id) with { TargetId = $"{_random.Next(1 + int.Parse(id, CultureInfo.InvariantCulture))}" },
            < 37 when _random.Next(2) == 0 => Some.Command(CommandKinds.EraseUser, Operator, id) with { Members = [other] },
            _ => Some.Command(CommandKinds.UnbanMembers, "ann", id) with { Members = [other, someone] },
        };
    }
}
