using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.EndToEnd.Chaos;

/// <summary>Many users who do anything in a few conversations while somebody else breaks the world; half-way an operator erases some of them.</summary>
sealed class ChaosCrowd : IAsyncDisposable
{
    const int Users = 48, Conversations = 12, Devices = 2, ModeratorsEvery = 4, Erased = 3;
    const string Operator = "admin";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Pause = TimeSpan.FromSeconds(1);

    readonly ChaosUser[] _users;
    readonly ChaosUser _operator;
    readonly ChaosUser[] _two;
    readonly ChaosPair _pair;
    readonly string[] _conversations;
    readonly ChaosDevice[][] _devices;
    readonly List<Doing> _erasures = [];

    ChaosCrowd(ChaosUser[] users, ChaosUser @operator, ChaosUser[] two, ChaosPair pair, string[] conversations, int seed)
    {
        (_users, _operator, _two, _pair, _conversations) = (users, @operator, two, pair, conversations);
        string[] ids = [.. users.Select(user => user.Id)];
        _devices = [.. users.Select((user, position) => Enumerable.Range(0, Devices).Select(device => new ChaosDevice(user, seed + position * Devices + device, ids)).ToArray())];
    }

    public int Given => Everyone.Sum(user => user.Given);

    public int Accepted => Everyone.Sum(user => user.Accepted);

    public int Retries => Everyone.Sum(user => user.Retries);

    IEnumerable<ChaosUser> Everyone => [.. _users, .. _two, _operator];

    public static async Task<ChaosCrowd> GatherAsync(Uri frontDoor, Uri authority, int seed)
    {
        Task<ChaosUser[]> SignInAsync(IEnumerable<string> ids) => Task.WhenAll(ids.Select(id => ChaosUser.SignInAsync(frontDoor, authority, id)));
        var all = await SignInAsync(Enumerable.Range(0, Users + 2).Select(i => $"chaos{seed}x-{i}"));
        var (users, two) = (all[..Users], all[Users..]);
        var conversations = await Task.WhenAll(users.Take(Conversations).Select((owner, i) =>
            owner.CreateAsync(new() { Members = [.. users.Select(user => user.Id).Except([owner.Id])], ClientMessageId = $"create-{i}" })));
        var crowd = new ChaosCrowd(users, (await SignInAsync([Operator]))[0], two, await ChaosPair.GatherAsync(two[0], two[1], seed), conversations, seed);
        await Task.WhenAll(Enumerable.Range(0, Conversations).Select(crowd.PromoteAsync));
        return crowd;
    }

    /// <summary>Until so many commands were accepted and something else has ended, or the time is over. What is refused at once does not count.</summary>
    public Task RunAsync(int commands, Task meanwhile, CancellationToken enough = default)
    {
        bool Ends(int accepted) => enough.IsCancellationRequested || Accepted >= accepted;
        bool AllEnds() => Ends(commands) && (meanwhile.IsCompleted || enough.IsCancellationRequested);
        return Task.WhenAll([_pair.ActAsync(AllEnds), .. _users.SkipLast(Erased).Select((_, position) => ActAsync(position, AllEnds)), EraseAsync()]);

        async Task EraseAsync()
        {
            await Task.WhenAll(Enumerable.Range(Users - Erased, Erased).Select(position => ActAsync(position, () => Ends(commands / 2))));
            foreach (var user in _users.TakeLast(Erased)) _erasures.AddRange(await _operator.EraseAsync(user.Id));
        }
    }

    /// <summary>What was promised and did not hold; to be asked when nothing breaks any more. One conversation after the other: while Route is
    /// behind, reading takes from it the processors it needs.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync()
    {
        List<string> all = [];
        for (var place = 0; place < Conversations; place++)
        {
            var (id, owner) = (_conversations[place], _users[place]);
            var (broken, replay, _) = await ReplayedAsync(owner, id, [.. _devices.SelectMany(devices => devices[place % Devices].Done)]);
            all.AddRange(broken.Concat(await ListsBrokenAsync(owner, id, replay)).Select(what => $"{id}: {what}"));
        }
        var (pair, _, log) = await ReplayedAsync(_two[0], _pair.Conversation, _pair.Done);
        return [.. all, .. pair.Concat(_pair.Broken(log)).Select(what => $"the pair: {what}")];
    }

    public ValueTask DisposeAsync()
    {
        foreach (var user in Everyone) user.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Each of the user's devices has every other conversation.</summary>
    Task ActAsync(int position, Func<bool> ends) => Task.WhenAll(_devices[position].Select(async (device, number) =>
    {
        for (var at = position; !ends(); at++)
        {
            var place = (at * Devices + number) % Conversations;
            await device.StayAsync(_conversations[place], RoleOf(position, place), ends);
        }
    }));

    async Task PromoteAsync(int place)
    {
        for (var position = 0; position < Users; position++)
            if (RoleOf(position, place) == ChaosRole.Moderator) await _devices[place][place % Devices].PromoteAsync(_conversations[place], _users[position].Id);
    }

    static ChaosRole RoleOf(int position, int place) =>
        position == place ? ChaosRole.Owner : position % ModeratorsEvery == 0 ? ChaosRole.Moderator : ChaosRole.Member;

    async Task<(IReadOnlyList<string> Broken, ChaosReplay Replay, IReadOnlyList<Entry> Log)> ReplayedAsync(ChaosUser owner, string conversation, IReadOnlyList<Doing> everything)
    {
        List<Doing> done = [.. everything.Concat(_erasures).Where(doing => doing.Conversation == conversation)];
        var (fates, lost) = await FatesAsync(owner, conversation, done);
        var erased = _users.TakeLast(Erased).Select(user => user.Id).ToHashSet();
        for (var since = TimeProvider.System.GetTimestamp(); ;)
        {
            var log = await LogAsync(owner, conversation);
            var replay = new ChaosReplay(log, done, fates, erased);
            var broken = replay.Broken();
            if (!replay.Expiring.Any()) return ([.. lost, .. broken], replay, log);
            if (TimeProvider.System.GetElapsedTime(since) > Patience) return ([.. lost, .. broken, $"{string.Join(' ', replay.Expiring)} do not expire"], replay, log);
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Every command answered 202 was appended or refused for a reason; it is lost if none of those that are missing is decided for long.</summary>
    static async Task<(IReadOnlyList<AuditLine> Fates, IEnumerable<string> Lost)> FatesAsync(ChaosUser owner, string conversation, IReadOnlyList<Doing> done)
    {
        var accepted = done.Where(doing => doing.Accepted).SelectMany(doing => doing.Ids.Select(id => (doing.User, Id: id))).ToHashSet();
        for (var (since, missing) = (TimeProvider.System.GetTimestamp(), accepted.Count); ;)
        {
            var fates = await owner.AuditAsync(conversation);
            accepted.ExceptWith(fates.Select(fate => (fate.User!, fate.ClientMessageId!)));
            if (accepted.Count == 0 || TimeProvider.System.GetElapsedTime(since) > Patience)
                return (fates, accepted.Select(it => $"command {it.Id} of {it.User} was accepted and is lost"));
            if (accepted.Count < missing) (since, missing) = (TimeProvider.System.GetTimestamp(), accepted.Count);
            await Task.Delay(Pause, TimeProvider.System);
        }
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

    static async Task<IEnumerable<string>> ListsBrokenAsync(ChaosUser owner, string conversation, ChaosReplay replay)
    {
        var summary = (await owner.ReadAsync("conversations", ContractsJson.Wire.ConversationList)).Conversations.Single(one => one.ConversationId == conversation);
        var pins = (await owner.ReadAsync($"conversations/{conversation}/pins", ContractsJson.Wire.EntryPage)).Entries.Select(entry => entry.Seq);
        var invited = (await owner.ReadAsync($"conversations/{conversation}/invitations", ContractsJson.Wire.UserPage)).Users.Select(mark => mark.User).Order();
        return
        [
            .. (summary.Seq, summary.MemberCount) == (replay.Seq, replay.Members) ? Array.Empty<string>()
                : [$"the list says seq {summary.Seq} and {summary.MemberCount} members, the log {replay.Seq} and {replay.Members}"],
            .. pins.SequenceEqual(replay.Pins) ? Array.Empty<string>() : [$"pinned are {string.Join(' ', pins)}, by the log {string.Join(' ', replay.Pins)}"],
            .. invited.SequenceEqual(replay.Invited) ? Array.Empty<string>() : [$"invited are {string.Join(' ', invited)}, by the log {string.Join(' ', replay.Invited)}"],
        ];
    }
}
