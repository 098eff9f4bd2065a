using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_message_arrives : IAsyncLifetime
{
    static readonly string[] Functions =
        ["OnText", "OnOrder", "OnBytes", "OnMessage", "OnTexts", "OnOrders", "OnChunks", "OnMessages", "OnEvent", "Send"];

    Bus bus = null!;
    FunctionApp app = null!;

    public async Task InitializeAsync()
    {
        bus = await Bus.StartAsync();
        app = await bus.StartAppAsync(Functions);
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await bus.DisposeAsync();
    }

    [Theory]
    [InlineData("order", """{"Number":7}""", "order 7")]
    [InlineData("bytes", "AB", "bytes 4142")]
    [InlineData("texts", "a", "texts a m1")]
    [InlineData("orders", """{"Number":7}""", "orders 7")]
    [InlineData("chunks", "AB", "chunks 4142")]
    [InlineData("messages", "x", "messages x")]
    public async Task It_reaches_every_type_of_parameter(string queue, string body, string expected)
    {
        await bus.SendAsync(queue, [new ServiceBusMessage(body) { MessageId = "m1" }]);

        Assert.Equal(expected, await bus.SeenAsync());
        await bus.UntilAsync(queue, left => left.Count == 0);
    }

    [Fact]
    public async Task Its_metadata_binds_by_name_and_the_queue_by_setting()
    {
        await bus.SendAsync("text", [new ServiceBusMessage("hi") { MessageId = "m1" }]);

        Assert.Equal("text hi m1 1 True", await bus.SeenAsync());
    }

    [Fact]
    public async Task The_whole_message_reaches_the_function()
    {
        await bus.SendAsync("message", [new ServiceBusMessage("hi") { MessageId = "m1", ApplicationProperties = { ["colour"] = "red" } }]);

        Assert.Equal("message hi m1 red 1 True", await bus.SeenAsync());
    }

    [Fact]
    public async Task A_body_from_another_language_that_is_an_AMQP_value_arrives_as_text()
    {
        var message = new ServiceBusMessage();
        message.GetRawAmqpMessage().Body = Azure.Core.Amqp.AmqpMessageBody.FromValue("from afar");
        message.MessageId = "m1";
        await bus.SendAsync("text", [message]);

        Assert.Equal("text from afar m1 1 True", await bus.SeenAsync());
    }

    [Fact]
    public async Task A_subscription_delivers_what_its_topic_gets()
    {
        await bus.SendAsync("events", "e");

        Assert.Equal("event e", await bus.SeenAsync());
        await bus.UntilAsync("events/Subscriptions/all", left => left.Count == 0);
    }

    [Fact]
    public async Task An_HTTP_function_sends_each_element_of_its_output()
    {
        using var client = app.Client();

        using var response = await client.PostAsync("api/Send", null);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["one", "two"], await bus.SeenAsync(2));
    }
}
