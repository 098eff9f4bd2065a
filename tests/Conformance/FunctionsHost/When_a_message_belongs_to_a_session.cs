using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_message_belongs_to_a_session : IAsyncLifetime
{
    Bus bus = null!;
    FunctionApp app = null!;

    public async Task InitializeAsync()
    {
        bus = await Bus.StartAsync();
        app = await bus.StartAppAsync("Session", "SessionBatch");
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await bus.DisposeAsync();
    }

    [Fact]
    public async Task The_function_sees_its_messages_in_order_and_keeps_state_between_them()
    {
        await bus.SendToSessionAsync("session", "a", "1", "2", "3");

        Assert.Equal(["session a 1", "session a 12", "session a 123"], await bus.SeenAsync(3));
    }

    [Fact]
    public async Task Sessions_run_beside_each_other()
    {
        await bus.SendToSessionAsync("session", "a", "1", "2");
        await bus.SendToSessionAsync("session", "b", "1", "2");

        Assert.Equal(["session a 1", "session a 12", "session b 1", "session b 12"], (await bus.SeenAsync(4)).Order());
    }

    [Fact]
    public async Task A_released_session_can_be_taken_by_another_and_keeps_its_state()
    {
        await bus.SendToSessionAsync("session", "a", "release");
        Assert.Equal("session a release", await bus.SeenAsync());
        await app.StopAsync(TimeSpan.FromSeconds(5));

        await using var receiver = await bus.Client.AcceptSessionAsync("session", "a");

        Assert.Equal("release", (await receiver.GetSessionStateAsync()).ToString());
    }

    [Fact]
    public async Task A_batch_holds_messages_of_one_session()
    {
        await bus.SendToSessionAsync("session-batch", "a", "1", "2");
        await bus.SendToSessionAsync("session-batch", "b", "1");

        Assert.Equal(["session batch a 1,2", "session batch b 1"], (await bus.SeenAsync(2)).Order());
    }
}
