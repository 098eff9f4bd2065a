using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

/// <summary>Commands of a few users who write, correct, delete, invite and throw out; then how they lie in queue messages.</summary>
sealed class RandomCommands(int seed)
{
    static readonly string[] Users = ["ann", "bob", "cid", "dan"];

    readonly Random _random = new(seed);

    public Random Random => _random;

    public IReadOnlyList<Command> Next(string conversation, int count) =>
        new[] { Some.Group("ann", "bob", "cid") }.Concat(Enumerable.Range(0, count).Select(i => One($"{i}"))).In(conversation);

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

    Command One(string id)
    {
        var (sender, other) = (Users[_random.Next(Users.Length)], Users[_random.Next(Users.Length)]);
        var text = LogReplay.Text(sender, id);
        return _random.Next(20) switch
        {
            < 10 => Some.Message(sender, id, text),
            < 14 => Some.Edit(sender, id, _random.Next(1, 30), text),
            < 16 => Some.Deletion(sender, id, _random.Next(1, 30)),
            < 18 => Some.Addition(sender, id, other, Users[_random.Next(Users.Length)]),
            _ => Some.Removal(_random.Next(2) == 0 ? "ann" : sender, id, other),
        };
    }
}
