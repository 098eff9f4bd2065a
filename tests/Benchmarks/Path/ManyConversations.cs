using System.Diagnostics;
using System.Net.Http.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Benchmarks.Path;

/// <summary>A paced load over many conversations of two, one of whom is online: what combining saves, and what it costs.</summary>
sealed class ManyConversations(World world, int conversations, double perSecond, TimeSpan length)
{
    const int Online = 100;
    static readonly TimeSpan Drain = TimeSpan.FromSeconds(15);

    readonly List<string> _writers = [], _readers = [], _ids = [];
    Latency _arrival = new();

    public async Task<(Latency Arrival, Latency Accepted, int Sent, Counters Cost)> MeasureAsync()
    {
        for (var i = 0; i < Online; i++)
        {
            _readers.Add(await world.TokenAsync($"load-{i}"));
            _writers.Add(await world.TokenAsync($"load-{Online + i}"));
        }
        _ids.AddRange(await CreateAsync());
        var receivers = await Task.WhenAll(_readers.Select(token => Receiver.ConnectAsync(world, token, stamp => _arrival.Since(stamp.Ticks))));

        await PacedAsync(TimeSpan.FromSeconds(5));
        var before = await world.CountersAsync();
        _arrival = new();
        var (accepted, sent) = await PacedAsync(length);
        var cost = await world.CountersAsync() - before;
        foreach (var receiver in receivers) await receiver.DisposeAsync();
        return (_arrival, accepted, sent, cost);
    }

    async Task<string[]> CreateAsync()
    {
        var ids = new string[conversations];
        await Parallel.ForAsync(0, conversations, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            var body = JsonContent.Create(new NewConversation { Members = [$"load-{i % Online}"], ClientMessageId = $"c-{i}" }, ContractsJson.Default.NewConversation);
            ids[i] = (await world.CallAsync(HttpMethod.Post, "/api/conversations", _writers[i % Online], body)).GetProperty("conversationId").GetString()!;
        });
        return ids;
    }

    async Task<(Latency Accepted, int Sent)> PacedAsync(TimeSpan howLong)
    {
        var accepted = new Latency();
        var clock = Stopwatch.StartNew();
        var sends = new List<Task>();
        var arrivedBefore = _arrival.Count;
        for (var i = 0; i < perSecond * howLong.TotalSeconds; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond) - clock.Elapsed;
            if (due > TimeSpan.FromMilliseconds(1)) await Task.Delay(due, TimeProvider.System);
            sends.Add(SendAsync((int)(i * 7919L % conversations), accepted));
        }
        await Task.WhenAll(sends);
        var since = Stopwatch.StartNew();
        while (_arrival.Count - arrivedBefore < sends.Count && since.Elapsed < Drain) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        return (accepted, sends.Count);
    }

    async Task SendAsync(int conversation, Latency accepted)
    {
        var since = Stopwatch.GetTimestamp();
        var message = new NewMessages { ClientMessageId = $"{since}-{conversation}", Text = Stamp.TextOf(0) };
        await world.CallAsync(HttpMethod.Post, $"/api/conversations/{_ids[conversation]}/messages", _writers[conversation % Online],
            JsonContent.Create(message, ContractsJson.Default.NewMessages));
        accepted.Since(since);
    }
}
