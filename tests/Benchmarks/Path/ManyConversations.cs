using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Benchmarks.Path;

/// <summary>A paced load over many conversations of two, one of whom is online: what combining saves, and what it costs.</summary>
sealed class ManyConversations(World world, int conversations) : IAsyncDisposable
{
    const int Online = 100;

    readonly List<string> _writers = [], _readers = [], _ids = [];
    Receiver[] _receivers = [];
    Latency _arrival = new();
    int _refused;

    public async Task PrepareAsync()
    {
        for (var i = 0; i < Online; i++)
        {
            _readers.Add(await world.TokenAsync($"load-{i}"));
            _writers.Add(await world.TokenAsync($"load-{Online + i}"));
        }
        _ids.AddRange(await CreateAsync());
        await world.RestAsync();
        _receivers = await Task.WhenAll(_readers.Select(token => Receiver.ConnectAsync(world, token, stamp => _arrival.Since(stamp.Ticks))));
    }

    /// <summary>Times of the requests after the warm-up, which they follow without a pause; costs, and what was sent and refused, from the first request
    /// until nothing is under way.</summary>
    public async Task<Paced> MeasureAsync(double perSecond, TimeSpan warmUp, TimeSpan length)
    {
        var before = await world.CountersAsync();
        (_arrival, _refused) = (new(), 0);
        var (accepted, sent) = await PacedAsync(perSecond, warmUp, length);
        await world.RestAsync();
        return new(_arrival, accepted, sent, _refused, await world.CountersAsync() - before);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in _receivers) await receiver.DisposeAsync();
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

    async Task<(Latency Accepted, int Sent)> PacedAsync(double perSecond, TimeSpan warmUp, TimeSpan length)
    {
        var (warming, accepted) = (new Latency(), new Latency());
        var clock = Stopwatch.StartNew();
        var sends = new List<Task>();
        for (var i = 0; i < perSecond * (warmUp + length).TotalSeconds; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond);
            if (due - clock.Elapsed is var wait && wait > TimeSpan.FromMilliseconds(1)) await Task.Delay(wait, TimeProvider.System);
            sends.Add(SendAsync((int)(i * 7919L % conversations), due < warmUp ? warming : accepted));
        }
        await Task.WhenAll(sends);
        return (accepted, sends.Count);
    }

    async Task SendAsync(int conversation, Latency accepted)
    {
        var since = Stopwatch.GetTimestamp();
        var message = new NewMessages { ClientMessageId = $"{since}-{conversation}", Text = Stamp.TextOf(0) };
        var status = await world.PostAsync($"/api/conversations/{_ids[conversation]}/messages", _writers[conversation % Online],
            JsonContent.Create(message, ContractsJson.Default.NewMessages));
        if (status == HttpStatusCode.Accepted) accepted.Since(since);
        else Interlocked.Increment(ref _refused);
    }
}

/// <param name="Arrival">Request to a screen.</param>
/// <param name="Accepted">Request to 202, after the warm-up.</param>
/// <param name="Sent">Requests, those of the warm-up too.</param>
/// <param name="Refused">Of them, those answered otherwise.</param>
/// <param name="Cost">Of all of them.</param>
sealed record Paced(Latency Arrival, Latency Accepted, int Sent, int Refused, Counters Cost);
