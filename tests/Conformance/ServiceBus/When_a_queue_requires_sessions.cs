using Azure.Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

public sealed class When_a_queue_requires_sessions : IAsyncLifetime
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    Bus bus = null!;

    public async Task InitializeAsync()
    {
        bus = await Bus.WithAsync(Bus.Queue("s", queue => (queue.RequiresSession, queue.LockDuration) = (true, TimeSpan.FromSeconds(5))));
        await bus.Client.CreateSender("s").SendMessagesAsync(
            new[] { "a1", "b1", "a2", "b2" }.Select(body => new ServiceBusMessage(body) { SessionId = body[..1] }));
    }

    [Fact]
    public async Task The_next_sessions_are_handed_out_one_by_one()
    {
        await using var first = await bus.Client.AcceptNextSessionAsync("s");
        await using var second = await bus.Client.AcceptNextSessionAsync("s");
        Assert.Equal(["a", "b"], new[] { first.SessionId, second.SessionId }.Order());
        Assert.Equal([$"{first.SessionId}1", $"{first.SessionId}2"], await BodiesAsync(first));
    }

    [Fact]
    public async Task A_locked_session_is_refused()
    {
        await using var holder = await bus.Client.AcceptSessionAsync("s", "a");
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.AcceptSessionAsync("s", "a"));
        Assert.Equal(ServiceBusFailureReason.SessionCannotBeLocked, refusal.Reason);
    }

    [Fact]
    public async Task State_stays_with_the_session()
    {
        await using (var holder = await bus.Client.AcceptSessionAsync("s", "empty"))
        {
            Assert.Null(await holder.GetSessionStateAsync());
            await holder.SetSessionStateAsync(BinaryData.FromString("state"));
        }
        await using var next = await bus.Client.AcceptSessionAsync("s", "empty");
        Assert.Equal("state", (await next.GetSessionStateAsync()).ToString());
        await next.SetSessionStateAsync(null);
        Assert.Null(await next.GetSessionStateAsync());
    }

    [Fact]
    public async Task A_renewed_lock_ends_later()
    {
        await using var holder = await bus.Client.AcceptSessionAsync("s", "a");
        var before = holder.SessionLockedUntil;
        await holder.RenewSessionLockAsync();
        Assert.True(holder.SessionLockedUntil > before);
    }

    [Fact]
    public async Task Closing_it_leaves_the_delivery_counts()
    {
        await using (var holder = await bus.Client.AcceptSessionAsync("s", "a"))
            Assert.Equal(2, (await BodiesAsync(holder)).Count);
        await using var next = await bus.Client.AcceptSessionAsync("s", "a");
        Assert.Equal(1, (await next.ReceiveMessageAsync(Soon)).DeliveryCount);
    }

    [Fact]
    public async Task Losing_the_lock_raises_the_delivery_counts()
    {
        await using var holder = await bus.Client.AcceptSessionAsync("s", "a");
        var message = await holder.ReceiveMessageAsync(Soon);
        await using var next = await UntilAcceptedAsync("a");
        var lost = await Assert.ThrowsAsync<ServiceBusException>(() => holder.CompleteMessageAsync(message));
        Assert.Equal(ServiceBusFailureReason.SessionLockLost, lost.Reason);
        Assert.Equal(2, (await next.ReceiveMessageAsync(Soon)).DeliveryCount);
    }

    [Fact]
    public async Task A_message_without_a_session_and_a_receiver_without_one_are_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Client.CreateSender("s").SendMessageAsync(new ServiceBusMessage()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Client.CreateReceiver("s").ReceiveMessageAsync(Soon));
    }

    [Fact]
    public async Task A_session_processor_takes_each_session_in_order()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var processor = bus.Client.CreateSessionProcessor("s", new ServiceBusSessionProcessorOptions { MaxConcurrentSessions = 2 });
        processor.ProcessMessageAsync += each =>
        {
            seen.Enqueue(each.Message.Body.ToString());
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        for (var deadline = TimeProvider.System.GetUtcNow() + Soon; seen.Count < 4 && TimeProvider.System.GetUtcNow() < deadline;)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        await processor.StopProcessingAsync();
        Assert.Equal(["a1", "a2"], seen.Where(body => body[0] == 'a'));
        Assert.Equal(["b1", "b2"], seen.Where(body => body[0] == 'b'));
    }

    async Task<ServiceBusSessionReceiver> UntilAcceptedAsync(string session)
    {
        for (var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(30); ;)
            try
            {
                return await bus.Client.AcceptSessionAsync("s", session);
            }
            catch (ServiceBusException locked) when (locked.Reason == ServiceBusFailureReason.SessionCannotBeLocked && TimeProvider.System.GetUtcNow() < deadline)
            {
            }
    }

    static async Task<List<string>> BodiesAsync(ServiceBusReceiver receiver)
    {
        var bodies = new List<string>();
        while (bodies.Count < 2)
            bodies.AddRange((await receiver.ReceiveMessagesAsync(2, Soon)).Select(message => message.Body.ToString()));
        return bodies;
    }

    public async Task DisposeAsync() => await bus.DisposeAsync();
}
