using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_function_settles_its_message : IAsyncLifetime
{
    Bus bus = null!;
    FunctionApp app = null!;

    public async Task InitializeAsync()
    {
        bus = await Bus.StartAsync();
        app = await bus.StartAppAsync("Settle", "SettleBatch");
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await bus.DisposeAsync();
    }

    [Theory]
    [InlineData("settle", "complete")]
    [InlineData("settle", "renew")]
    [InlineData("settle-batch", "complete")]
    [InlineData("settle-batch", "renew")]
    public async Task Completing_takes_it_out_of_the_queue(string queue, string body)
    {
        await bus.SendAsync(queue, body);

        await bus.UntilAsync(queue, left => left.Count == 0);
    }

    [Theory]
    [InlineData("settle")]
    [InlineData("settle-batch")]
    public async Task Dead_lettering_keeps_reason_description_and_properties(string queue)
    {
        await bus.SendAsync(queue, "dead-letter");

        var message = await bus.DeadLetterAsync(queue);
        Assert.Equal("reason", message.DeadLetterReason);
        Assert.Equal("description", message.DeadLetterErrorDescription);
        Assert.Equal("set", message.ApplicationProperties["mark"]);
        Assert.Equal(TimeSpan.FromSeconds(5), message.ApplicationProperties["after"]);
    }

    [Theory]
    [InlineData("settle")]
    [InlineData("settle-batch")]
    public async Task Abandoning_brings_it_back_with_a_higher_count(string queue)
    {
        await bus.SendAsync(queue, "abandon");

        var message = await bus.DeadLetterAsync(queue);
        Assert.Equal("abandoned before", message.DeadLetterReason);
        Assert.Equal("set", message.ApplicationProperties["mark"]);
    }

    [Theory]
    [InlineData("settle")]
    [InlineData("settle-batch")]
    public async Task Deferring_sets_it_aside(string queue)
    {
        await bus.SendAsync(queue, "defer");

        await bus.UntilAsync(queue, left => left is [{ State: ServiceBusMessageState.Deferred }]);
    }

    [Fact]
    public async Task A_message_left_alone_without_autocomplete_stays_locked()
    {
        await bus.SendAsync("settle", "leave", "complete");

        await bus.UntilAsync("settle", left => left is [{ DeliveryCount: 0 }]);
    }

    [Fact]
    public async Task A_batch_that_throws_keeps_what_it_settled_and_gives_back_the_rest()
    {
        await bus.SendAsync("settle-batch", "complete", "throw");

        await bus.UntilAsync("settle-batch", left => left.Count == 0);
    }
}
