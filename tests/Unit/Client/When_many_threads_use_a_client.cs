using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_many_threads_use_a_client
{
    const int Threads = 8, Each = 25;

    /// <summary>Far beyond what is expected: it ends a failed test, it measures nothing.</summary>
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Everything_is_sent_once_one_at_a_time_and_in_the_order_of_its_thread()
    {
        var world = new ClientWorld();
        var (flying, most) = (0, 0);
        async Task<object?> AnswerAsync()
        {
            most = Math.Max(most, Interlocked.Increment(ref flying));
            await Task.Run(() => Interlocked.Decrement(ref flying));
            return null;
        }
        world.Answers[ClientWorld.Post] = _ => AnswerAsync();
        await using var client = world.NewClient(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        await client.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
            Task.WhenAll(Enumerable.Range(0, Each).Select(number => client.Conversation("c").SendAsync($"{thread} {number}"))))))
            .WaitAsync(Deadline, TimeProvider.System);

        var sent = world.Of(ClientWorld.Post).Select(asked => asked.Body<NewMessages>().Messages![0]).ToList();
        Assert.Equal((Threads * Each, 1), (sent.Select(message => message.ClientMessageId).Distinct().Count(), most));
        for (var thread = 0; thread < Threads; thread++)
            Assert.Equal(Enumerable.Range(0, Each).Select(number => $"{thread} {number}"), sent.Select(message => message.Text!).Where(text => text.StartsWith($"{thread} ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_listener_may_call_the_client_that_tells_it()
    {
        var world = new ClientWorld();
        await using var client = world.NewClient(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        var answered = new TaskCompletionSource<string>();
        client.StateChanged += async (_, state) =>
        {
            if (state == Messaging.Client.ClientState.Online) answered.TrySetResult(await client.Conversation("c").SendAsync("Hello"));
        };

        await client.StartAsync();

        Assert.Equal("id1", await answered.Task.WaitAsync(Deadline, TimeProvider.System));
    }
}
