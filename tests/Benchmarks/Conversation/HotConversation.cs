using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Messaging.Benchmarks.Path;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Benchmarks.Conversation;

/// <summary>Everyone writes at once, each the next message when the last one is accepted; one member watches what is appended.</summary>
sealed class HotConversation(World world, int senders, int conversations, TimeSpan warmUp, TimeSpan length)
{
    static readonly TimeSpan Drain = TimeSpan.FromMinutes(1);

    readonly string[] _tokens = new string[senders];
    readonly string[] _ids = new string[conversations];
    Latency _accepted = new(), _shown = new();
    long _lastArrival, _next;
    int _sent, _refused;

    /// <summary>With one conversation all senders are members of it; with many each sender has its own ones, and another member shows them.</summary>
    public async Task<Appended> MeasureAsync()
    {
        await Parallel.ForAsync(0, senders, async (i, _) => _tokens[i] = await world.TokenAsync(User(i)));
        var watcher = await world.TokenAsync(Watcher);
        await Parallel.ForAsync(0, conversations, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => _ids[i] = await CreateAsync(i));
        await world.RestAsync();
        await using var screen = await Receiver.ConnectAsync(world, watcher, stamp => { _shown.Since(stamp.Ticks); Interlocked.Exchange(ref _lastArrival, Stopwatch.GetTimestamp()); });

        await RunAsync(warmUp);
        await world.RestAsync();
        (_accepted, _shown, _sent, _refused) = (new(), new(), 0, 0);
        var before = await world.CountersAsync();
        var since = await RunAsync(length);
        var cost = Cost.Of(await world.CountersAsync() - before, _sent);
        return new(_sent, _shown.Count, _refused, _shown.Count / Stopwatch.GetElapsedTime(since, _lastArrival).TotalSeconds, _accepted, _shown, cost);
    }

    /// <summary>When it began; it ends when all that was accepted is shown, or a minute late.</summary>
    async Task<long> RunAsync(TimeSpan howLong)
    {
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => SendAsync(sender, since, howLong)));
        while (_shown.Count < _sent && Stopwatch.GetElapsedTime(since) < howLong + Drain) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        return since;
    }

    string Watcher => User(senders);

    string User(int i) => $"hot{conversations}-{i}";

    async Task<string> CreateAsync(int number)
    {
        string[] members = conversations == 1 ? [Watcher, .. Enumerable.Range(1, senders - 1).Select(User)] : [Watcher];
        var owner = _tokens[number % senders];
        var body = JsonContent.Create(new NewConversation { Members = [.. members.Take(Limits.MembersPerCommand)], ClientMessageId = $"c{number}" }, ContractsJson.Wire.NewConversation);
        var id = (await world.CallAsync(HttpMethod.Post, "/api/conversations", owner, body)).GetProperty("conversationId").GetString()!;
        foreach (var more in members.Skip(Limits.MembersPerCommand).Chunk(Limits.MembersPerCommand))
            await world.CallAsync(HttpMethod.Post, $"/api/conversations/{id}/members", owner, JsonContent.Create(new NewMembers { Members = more }, ContractsJson.Wire.NewMembers));
        return id;
    }

    async Task SendAsync(int sender, long since, TimeSpan howLong)
    {
        for (var i = sender; Stopwatch.GetElapsedTime(since) < howLong; i += senders)
        {
            var message = new NewMessages { ClientMessageId = $"m{Interlocked.Increment(ref _next)}", Text = Stamp.TextOf(sender) };
            var asked = Stopwatch.GetTimestamp();
            var status = await world.PostAsync($"/api/conversations/{_ids[i % conversations]}/messages", _tokens[sender], JsonContent.Create(message, ContractsJson.Wire.NewMessages));
            _accepted.Since(asked);
            if (status == HttpStatusCode.Accepted) Interlocked.Increment(ref _sent);
            else Interlocked.Increment(ref _refused);
        }
    }
}

/// <param name="Sent">Messages answered 202.</param>
/// <param name="Shown">Of them, seen by the watcher after they were appended.</param>
/// <param name="Refused">Requests answered otherwise.</param>
/// <param name="PerSecond">From the first request to the last arrival.</param>
sealed record Appended(int Sent, long Shown, int Refused, double PerSecond, Latency Accepted, Latency Arrival, Cost Cost)
{
    public override string ToString() => FormattableString.Invariant(
        $"{PerSecond:0} appended/s ({Shown} of {Sent} shown, {Refused} not accepted); send→202 {Accepted}; send→screen {Arrival}; per message: {Cost}");
}
