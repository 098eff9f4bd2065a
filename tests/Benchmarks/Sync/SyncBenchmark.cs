using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Messaging.Benchmarks.Path;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Benchmarks.Sync;

/// <summary>What a catch-up costs in time and table operations, what inboxes cost while messages flow, and what a gap costs that everyone fetches.</summary>
static class SyncBenchmark
{
    const int Port = 27300, GroupMembers = 50, Fetchers = 10_000, WarmUp = 10;

    /// <summary>Between them they stay below the commands per second that Send takes from one user.</summary>
    const int Writers = 25;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 0) { Console.WriteLine("usage: benchmarks sync"); return 2; }
        Say($"load before {Load()}, {Environment.ProcessorCount} processors shared by clients, local world and apps");
        await using var world = await World.StartAsync(Port, latency: null);
        foreach (var (conversations, entries, times) in new[] { (1, 10, 200), (50, 500, 60), (500, 5_000, 12) })
            await CatchUpAsync(world, conversations, entries, times);
        await InboxesAsync(world);
        await GapAsync(world);
        Say($"load after {Load()}");
        return 0;
    }

    static async Task CatchUpAsync(World world, int conversations, int entries, int times)
    {
        var name = $"reader-{conversations}";
        var (writers, reader) = (await WritersAsync(world, $"writer{conversations}x"), await world.TokenAsync(name));
        var ids = new string[conversations];
        await Parallel.ForAsync(0, conversations, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            ids[i] = await CreateAsync(world, writers[i % Writers], $"{name}-{i}", [name]);
            await SendAsync(world, writers[i % Writers], ids[i], entries / conversations);
        });
        var epochs = await SettledAsync(world, reader, conversations, entries / conversations + 1);

        var (latency, calls) = (new Latency(), 0);
        var known = ids.Select(id => new KnownLog(id, epochs[id], 1)).ToList();
        for (var time = 0; time < WarmUp; time++) await RoundAsync(world, reader, known);
        var (before, cpu) = (await world.CountersAsync(), world.Cpu());
        for (var time = 0; time < times; time++)
        {
            var since = Stopwatch.GetTimestamp();
            calls += await RoundAsync(world, reader, known);
            latency.Since(since);
        }
        var (cost, used) = (await world.CountersAsync() - before, world.Cpu() - cpu);
        Say($"catch-up of {conversations} conversations, {entries} missed entries: {latency}, {calls / times} calls, {(double)cost.TableTransactions / calls:0.0} table operations and {used.TotalMilliseconds / calls:0} ms of processor a call");
    }

    /// <summary>All answers of one catch-up; how many there were.</summary>
    static async Task<int> RoundAsync(World world, string reader, List<KnownLog> known)
    {
        for (var (calls, token) = (1, (string?)null); ; calls++)
        {
            var body = JsonContent.Create(new SyncRequest { Token = token, Known = known, Entries = Limits.SyncEntries }, ContractsJson.Wire.SyncRequest);
            var answer = (await world.CallAsync(HttpMethod.Post, "/api/sync", reader, body)).Deserialize(ContractsJson.Wire.SyncAnswer)!;
            if (!answer.More) return calls;
            token = answer.Token;
        }
    }

    static async Task<Dictionary<string, string>> SettledAsync(World world, string reader, int conversations, int seq)
    {
        while (true)
        {
            var found = new Dictionary<string, string>();
            for (string? token = null; ;)
            {
                var body = JsonContent.Create(new SyncRequest { Token = token, Entries = 0 }, ContractsJson.Wire.SyncRequest);
                var answer = (await world.CallAsync(HttpMethod.Post, "/api/sync", reader, body)).Deserialize(ContractsJson.Wire.SyncAnswer)!;
                foreach (var one in answer.Changed.Where(one => one.Seq >= seq)) found[one.ConversationId] = one.Epoch;
                if (!answer.More) break;
                token = answer.Token;
            }
            if (found.Count == conversations) return found;
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }
    }

    static async Task InboxesAsync(World world)
    {
        const int groups = 20, perSecond = 500, seconds = 20;
        var writers = await WritersAsync(world, "groups");
        var ids = await Task.WhenAll(Enumerable.Range(0, groups).Select(group =>
            CreateAsync(world, writers[group], $"group-{group}", [.. Enumerable.Range(0, GroupMembers - 1).Select(member => $"g{group}-{member}")])));
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);

        var before = await world.CountersAsync();
        var (clock, sends) = (Stopwatch.StartNew(), new List<Task>());
        for (var sent = 0; sent < perSecond * seconds; sent += 10)
        {
            var due = TimeSpan.FromSeconds((double)sent / perSecond) - clock.Elapsed;
            if (due > TimeSpan.FromMilliseconds(1)) await Task.Delay(due, TimeProvider.System);
            sends.Add(SendAsync(world, writers[sent / 10 % groups], ids[sent / 10 % groups], 10));
        }
        await Task.WhenAll(sends);
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        var cost = await world.CountersAsync() - before;
        double Each(long count) => (double)count / (perSecond * seconds);
        Say($"{perSecond} msg/s in {groups} groups of {GroupMembers}, {seconds} s: {Each(cost.InboxWritten):0.00} inbox writes a message, where one write per member and message were {GroupMembers}; {Each(cost.RowsWritten):0.00} rows written in all, {Each(cost.TableTransactions):0.00} table operations");
    }

    static async Task GapAsync(World world)
    {
        var writer = await world.TokenAsync("gap-1");
        var id = await CreateAsync(world, writer, "gap", []);
        await SendAsync(world, writer, id, 40);
        await SettledAsync(world, writer, conversations: 1, seq: 41);
        var before = await world.CountersAsync();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Fetchers).Select(_ => world.CallAsync(HttpMethod.Get, $"/api/conversations/{id}/messages?after=10&limit=20", writer)));
        var cost = await world.CountersAsync() - before;
        Say($"a gap fetched by {Fetchers} clients at once: {clock.Elapsed.TotalSeconds:0.0} s, {cost.TableTransactions} reads that reach the store, of which {Fetchers} look at each one's membership and {cost.TableTransactions - Fetchers} read head and page, instead of {2 * Fetchers}");
    }

    static Task<string[]> WritersAsync(World world, string name) => Task.WhenAll(Enumerable.Range(0, Writers).Select(i => world.TokenAsync($"{name}-{i}")));

    static async Task<string> CreateAsync(World world, string writer, string clientMessageId, IReadOnlyList<string> members)
    {
        var body = JsonContent.Create(new NewConversation { Members = members, ClientMessageId = clientMessageId }, ContractsJson.Wire.NewConversation);
        return (await world.CallAsync(HttpMethod.Post, "/api/conversations", writer, body)).GetProperty("conversationId").GetString()!;
    }

    static async Task SendAsync(World world, string writer, string id, int count)
    {
        var messages = Enumerable.Range(0, count).Select(_ => new NewMessage { ClientMessageId = Guid.NewGuid().ToString("N"), Text = new string('x', 200) }).ToList();
        foreach (var some in messages.Chunk(Limits.MessagesPerSend))
            await world.CallAsync(HttpMethod.Post, $"/api/conversations/{id}/messages", writer,
                JsonContent.Create(new NewMessages { Messages = some }, ContractsJson.Wire.NewMessages));
    }

    static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
