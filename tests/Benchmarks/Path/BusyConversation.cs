using System.Diagnostics;
using System.Net.Http.Json;

using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Benchmarks.Path;

/// <summary>One conversation whose members are all online: paced, then as fast as it goes.</summary>
sealed class BusyConversation(World world, int members, int senders, TimeSpan length)
{
    static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    readonly List<string> _tokens = [];
    readonly SemaphoreSlim[] _own = [.. Enumerable.Range(0, senders).Select(_ => new SemaphoreSlim(0))];
    string _conversation = "";
    Latency _arrival = new(), _routed = new();
    long _received;
    int _nextId;

    public async Task<(Figures Paced, Figures Flat)> MeasureAsync(double perSecond)
    {
        for (var i = 0; i < members; i++) _tokens.Add(await world.TokenAsync($"load-{i}"));
        await CreateAsync();
        var receivers = await Task.WhenAll(Enumerable.Range(0, members).Select(i => Receiver.ConnectAsync(world, _tokens[i], stamp => Received(i, stamp))));

        await PacedAsync(perSecond, TimeSpan.FromSeconds(3));
        var paced = await PacedAsync(perSecond, length);
        await FlatAsync(TimeSpan.FromSeconds(3));
        var flat = await FlatAsync(length);
        foreach (var receiver in receivers) await receiver.DisposeAsync();
        return (paced, flat);
    }

    async Task CreateAsync()
    {
        // The largest creation takes fewer members than the benchmark has; the rest is added.
        var others = Enumerable.Range(1, members - 1).Select(i => $"load-{i}").ToList();
        var chunks = others.Chunk(Limits.MembersPerCommand).ToList();
        var body = JsonContent.Create(new NewConversation { Title = "Busy", Members = chunks[0] }, ContractsJson.Default.NewConversation);
        _conversation = (await world.CallAsync(HttpMethod.Post, "/api/conversations", _tokens[0], body)).GetProperty("conversationId").GetString()!;
        foreach (var more in chunks.Skip(1))
            await world.CallAsync(HttpMethod.Post, $"/api/conversations/{_conversation}/members", _tokens[0],
                JsonContent.Create(new NewMembers { Members = more }, ContractsJson.Default.NewMembers));
        await AllMembersAsync();
    }

    async Task AllMembersAsync()
    {
        while (true)
        {
            var list = await world.CallAsync(HttpMethod.Get, "/api/conversations", _tokens[^1]);
            if (list.GetProperty("conversations").EnumerateArray().Any(it => it.GetProperty("memberCount").GetInt32() == members)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    async Task<Figures> PacedAsync(double perSecond, TimeSpan howLong)
    {
        var run = Begin();
        var sends = new List<Task>();
        for (var i = 0; i < perSecond * howLong.TotalSeconds; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond) - run.Clock.Elapsed;
            if (due > TimeSpan.Zero) await Task.Delay(due, TimeProvider.System);
            sends.Add(SendAsync(i % senders, run.Accepted));
        }
        await Task.WhenAll(sends);
        var window = run.Clock.Elapsed;
        return await EndAsync(run, sends.Count, window);
    }

    // As a person at a slow line: a sender's next message leaves when the last one has come back to it.
    async Task<Figures> FlatAsync(TimeSpan howLong)
    {
        foreach (var own in _own) while (own.CurrentCount > 0) await own.WaitAsync();
        var run = Begin();
        var sent = await Task.WhenAll(Enumerable.Range(0, senders).Select(async sender =>
        {
            var count = 0;
            for (; run.Clock.Elapsed < howLong; count++)
            {
                await SendAsync(sender, run.Accepted);
                if (!await _own[sender].WaitAsync(Drain)) break;
            }
            return count;
        }));
        var window = run.Clock.Elapsed;
        return await EndAsync(run, sent.Sum(), window);
    }

    async Task SendAsync(int sender, Latency accepted)
    {
        var message = new NewMessages { ClientMessageId = $"{sender}-{Interlocked.Increment(ref _nextId)}", Text = Stamp.TextOf(sender) };
        var since = Stopwatch.GetTimestamp();
        await world.CallAsync(HttpMethod.Post, $"/api/conversations/{_conversation}/messages", _tokens[sender],
            JsonContent.Create(message, ContractsJson.Default.NewMessages));
        accepted.Since(since);
    }

    void Received(int member, Stamp stamp)
    {
        _arrival.Since(stamp.Ticks);
        if (stamp.Sender == member) _routed.Record(stamp.Routed);
        Interlocked.Increment(ref _received);
        if (stamp.Sender == member) _own[member].Release();
    }

    Run Begin()
    {
        (_arrival, _routed) = (new(), new());
        Interlocked.Exchange(ref _received, 0);
        return new(Stopwatch.StartNew(), new Latency(), world.Cpu());
    }

    async Task<Figures> EndAsync(Run run, int sent, TimeSpan window)
    {
        var inWindow = Interlocked.Read(ref _received);
        var cpu = world.Cpu() - run.Cpu;
        var since = Stopwatch.StartNew();
        while (Interlocked.Read(ref _received) < (long)sent * members && since.Elapsed < Drain) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        return new(sent, Interlocked.Read(ref _received), (long)sent * members, inWindow / window.TotalSeconds, run.Accepted, _routed, _arrival, cpu / window);
    }

    sealed record Run(Stopwatch Clock, Latency Accepted, TimeSpan Cpu);
}

/// <param name="Sent">Messages answered 202.</param>
/// <param name="Delivered">Deliveries that came in the end.</param>
/// <param name="Owed">Deliveries that should have come.</param>
/// <param name="PerSecond">Deliveries within the window.</param>
/// <param name="Accepted">Request to 202.</param>
/// <param name="Routed">Request to its turn in Route, before the append.</param>
/// <param name="Arrival">Request to a screen.</param>
/// <param name="Cpu">Processors kept busy by the platform and the local world.</param>
sealed record Figures(int Sent, long Delivered, long Owed, double PerSecond, Latency Accepted, Latency Routed, Latency Arrival, double Cpu)
{
    public override string ToString() => FormattableString.Invariant(
        $"sent {Sent} delivered {Delivered}/{Owed} ({PerSecond:0}/s) send→screen {Arrival}; of which send→202 {Accepted}, send→Route {Routed}; processors {Cpu:0.00}");
}
