using System.Net.Http.Json;
using Messaging.Benchmarks.Path;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Benchmarks.Conversation;

/// <summary>One conversation, all of whose members are online: what a message takes, with the hints of the first one and without.</summary>
sealed class OnlineMembers(World world, NaivePipeline naive, int members) : IAsyncDisposable
{
    /// <summary>How long a conversation's inbox hints keep quiet after one, <c>FanOut__HintSeconds</c>.</summary>
    public static readonly TimeSpan HintPause = TimeSpan.FromSeconds(30);

    const int PerSecond = 10, Seconds = 10, NaiveDeliveries = 5_000;
    static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    readonly string[] _users = [.. Enumerable.Range(0, members).Select(i => $"m{members}-{i}")];
    readonly string[] _tokens = new string[members];
    readonly Receiver[] _receivers = new Receiver[members];
    string _conversation = "";
    long _received;
    int _sent;

    /// <summary>Creates the conversation and brings everyone online.</summary>
    public async Task PrepareAsync()
    {
        await Parallel.ForAsync(0, members, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => _tokens[i] = await world.TokenAsync(_users[i]));
        await CreateAsync();
        await ConnectAsync();
        await world.RestAsync();
    }

    /// <summary>Half a minute after the preparation at least: so old must the hint of the creation be.</summary>
    public async Task<(Cost First, Cost Each, Cost Naive, double Arrived)> MeasureAsync()
    {
        var first = await CostAsync(1, async () => { await SendAsync(); await world.RestAsync(); });
        var before = Interlocked.Read(ref _received);
        var each = await CostAsync(PerSecond * Seconds, PacedAsync);
        var arrived = (double)(Interlocked.Read(ref _received) - before) / ((long)PerSecond * Seconds * members);
        var messages = Math.Clamp(NaiveDeliveries / members, 1, 50);
        var alone = await CostAsync(messages, () => naive.SendAsync(messages, _users)) with { Invocations = NaivePipeline.InvocationsPerMessage };
        await world.RestAsync();
        return (first, each, alone, arrived);
    }

    async Task CreateAsync()
    {
        var body = JsonContent.Create(new NewConversation { Title = "Online", Members = [.. _users[1..].Take(Limits.MembersPerCommand)] }, ContractsJson.Wire.NewConversation);
        _conversation = (await world.CallAsync(HttpMethod.Post, "/api/conversations", _tokens[0], body)).GetProperty("conversationId").GetString()!;
        foreach (var more in _users.Skip(1 + Limits.MembersPerCommand).Chunk(Limits.MembersPerCommand))
            await world.CallAsync(HttpMethod.Post, $"/api/conversations/{_conversation}/members", _tokens[0],
                JsonContent.Create(new NewMembers { Members = more }, ContractsJson.Wire.NewMembers));
        await world.RestAsync();
    }

    Task ConnectAsync() => Parallel.ForAsync(0, members, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        _receivers[i] = await Receiver.ConnectAsync(world, _tokens[i], stamp => { if (stamp.Sender >= 0) Interlocked.Increment(ref _received); }));

    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in _receivers.OfType<Receiver>()) await receiver.DisposeAsync();
    }

    async Task PacedAsync()
    {
        var owed = Interlocked.Read(ref _received) + (long)PerSecond * Seconds * members;
        await ServiceBus.Pace.RunAsync(PerSecond, TimeSpan.FromSeconds(Seconds), _ => SendAsync());
        var since = TimeProvider.System.GetTimestamp();
        while (Interlocked.Read(ref _received) < owed && TimeProvider.System.GetElapsedTime(since) < Drain) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        await world.RestAsync();
    }

    Task SendAsync()
    {
        var sender = Interlocked.Increment(ref _sent) % Math.Min(members, PerSecond);
        var message = new NewMessages { ClientMessageId = $"{_sent}-{sender}", Text = Stamp.TextOf(sender) };
        return world.CallAsync(HttpMethod.Post, $"/api/conversations/{_conversation}/messages", _tokens[sender], JsonContent.Create(message, ContractsJson.Wire.NewMessages));
    }

    async Task<Cost> CostAsync(int messages, Func<Task> work)
    {
        var (before, invocations) = (await world.CountersAsync(), world.Invocations);
        await work();
        return Cost.Of(await world.CountersAsync() - before, messages, world.Invocations - invocations);
    }
}
