using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.EndToEnd.Chaos;

/// <summary>Many users who do anything in a few conversations while somebody else breaks the world.</summary>
sealed class ChaosCrowd : IAsyncDisposable
{
    const int Users = 48, Conversations = 12, ChecksAtOnce = 8;

    readonly ChaosUser[] _users;
    readonly string[] _conversations;

    ChaosCrowd(ChaosUser[] users, string[] conversations) => (_users, _conversations) = (users, conversations);

    public int Given => _users.Sum(user => user.Given);

    public int Accepted => _users.Sum(user => user.Accepted);

    public int Retries => _users.Sum(user => user.Retries);

    public static async Task<ChaosCrowd> GatherAsync(Uri frontDoor, Uri authority, int seed)
    {
        var users = await Task.WhenAll(Enumerable.Range(0, Users).Select(i => ChaosUser.SignInAsync(frontDoor, authority, $"chaos{seed}x-{i}", seed + i)));
        var conversations = await Task.WhenAll(Enumerable.Range(0, Conversations).Select(i => users[i].CreateAsync(users.Select(user => user.Id).Except([users[i].Id]), $"create-{i}")));
        return new(users, conversations);
    }

    /// <summary>Until so many commands were accepted, or the time is over. What is refused at once does not count.</summary>
    public Task RunAsync(int commands, CancellationToken enough)
    {
        string[] ids = [.. _users.Select(user => user.Id)];
        return Task.WhenAll(_users.Select(async (user, position) =>
        {
            for (var at = position; !enough.IsCancellationRequested && Accepted < commands; at++)
            {
                var place = at / 20 % Conversations;
                // The creator of a conversation never leaves it: somebody must read the log in the end.
                await user.DoAsync(_conversations[place], ids, owner: place == position);
            }
        }));
    }

    /// <summary>What was promised and did not hold; to be asked when nothing breaks any more.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync()
    {
        var broken = new List<string>();
        for (var place = 0; place < Conversations; place++)
        {
            var (id, owner) = (_conversations[place], _users[place]);
            await FatesAsync(id, broken);
            var replay = new ChaosReplay(await LogAsync(owner, id), [.. _users.SelectMany(user => user.Done.Where(doing => doing.Conversation == id))]);
            broken.AddRange(replay.Broken().Select(what => $"{id}: {what}"));
            if (await SummaryAsync(owner, id) is var summary && (summary.Seq, summary.MemberCount) != (replay.Seq, replay.Members))
                broken.Add($"{id}: the list says seq {summary.Seq} and {summary.MemberCount} members, the log {replay.Seq} and {replay.Members}");
        }
        return broken;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var user in _users) user.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Every command answered 202 was appended or refused for a reason.</summary>
    async Task FatesAsync(string conversation, List<string> broken)
    {
        foreach (var user in _users)
            await Parallel.ForEachAsync(user.Done.Where(doing => doing.Accepted && doing.Conversation == conversation), new ParallelOptions { MaxDegreeOfParallelism = ChecksAtOnce }, async (doing, ct) =>
            {
                var since = TimeProvider.System.GetTimestamp();
                while (!await IsDecidedAsync(user, doing))
                {
                    if (TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromMinutes(2))
                    {
                        lock (broken) broken.Add($"{conversation}: {doing.Method} {doing.Path}, command {doing.Id} of {doing.User}, was accepted and is lost");
                        return;
                    }
                    await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
                }
            });
    }

    static async Task<bool> IsDecidedAsync(ChaosUser user, Doing doing)
    {
        var fate = await user.ReadAsync($"conversations/{doing.Conversation}/commands/{doing.Id}", ContractsJson.Wire.CommandFate);
        return fate is { State: CommandStates.Appended, Seq: > 0 } or { State: CommandStates.Refused, Reason.Length: > 0 };
    }

    static async Task<IReadOnlyList<Entry>> LogAsync(ChaosUser owner, string conversation)
    {
        var entries = new List<Entry>();
        for (var more = true; more;)
        {
            var page = await owner.ReadAsync($"conversations/{conversation}/messages?after={entries.Count}&limit={Limits.PageEntries}", ContractsJson.Wire.EntryPage);
            entries.AddRange(page.Entries);
            more = page.More;
        }
        return entries;
    }

    static async Task<ConversationSummary> SummaryAsync(ChaosUser owner, string conversation) =>
        (await owner.ReadAsync("conversations", ContractsJson.Wire.ConversationList)).Conversations.Single(one => one.ConversationId == conversation);
}
