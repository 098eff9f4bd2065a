using Messaging.Contracts.Client;

namespace Messaging.EndToEnd.Chaos;

/// <summary>Two who write to each other in turns and block each other now and then. Each request waits for the answer to the one before, whoever
/// made it: so it is known what the log must hold.</summary>
sealed class ChaosPair(ChaosUser one, ChaosUser other, string conversation, Random random)
{
    readonly List<(Doing Doing, bool IsBlocked)> _said = [];
    readonly List<Doing> _done = [];

    public string Conversation => conversation;

    public IReadOnlyList<Doing> Done => _done;

    public static async Task<ChaosPair> GatherAsync(ChaosUser one, ChaosUser other, int seed) =>
        new(one, other, await one.CreateAsync(new() { Kind = "direct", Members = [other.Id], ClientMessageId = "create" }), new(seed));

    public async Task ActAsync(Func<bool> enough)
    {
        HashSet<string> blocked = [];
        for (var id = 0; !enough(); id++)
        {
            var (sender, target) = random.Next(2) == 0 ? (one, other) : (other, one);
            var doing = random.Next(6) switch
            {
                0 => new Doing(conversation, sender.Id, [$"{id}"], HttpMethod.Put, $"blocks/{target.Id}"),
                1 => new Doing(conversation, sender.Id, [$"{id}"], HttpMethod.Delete, $"blocks/{target.Id}"),
                _ => new Doing(conversation, sender.Id, [$"{id}"], HttpMethod.Post, $"conversations/{conversation}/messages", new { text = Doing.TextOf(sender.Id, $"{id}") }),
            };
            _done.Add(doing);
            await sender.GiveAsync(doing);
            if (doing.Method == HttpMethod.Post) _said.Add((doing, blocked.Contains(sender.Id)));
            else if (doing.Method == HttpMethod.Put) blocked.Add(target.Id);
            else blocked.Remove(target.Id);
        }
    }

    public IEnumerable<string> Broken(IReadOnlyList<Entry> log)
    {
        var ids = log.Skip(1).Select(entry => entry.ClientMessageId).ToList();
        var order = _said.Select(it => it.Doing.Ids[0]).Where(ids.Contains);
        if (!order.SequenceEqual(ids)) yield return "the messages are out of order, doubled or nobody's";
        foreach (var (doing, isBlocked) in _said)
            if (ids.Contains(doing.Ids[0]) ? isBlocked : doing.Accepted && !isBlocked)
                yield return $"message {doing.Ids[0]} of {doing.User}, {(isBlocked ? "blocked" : "not blocked")}, {(isBlocked ? "is" : "is not")} in the log";
    }
}
