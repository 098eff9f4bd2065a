using Azure.Messaging.ServiceBus;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.Plumbing;

public sealed class When_a_fact_is_wrapped
{
    [Fact]
    public void The_metadata_are_CloudEvents_properties_and_the_body_is_the_fact_alone()
    {
        var message = Envelope.Wrap(new PresenceTouched("acme", "ann"), "presence-touched", "presence", "1");

        Assert.Equal("""{"tenant":"acme","user":"ann"}""", message.Body.ToString());
        Assert.Equal(("1", "presence-touched", "application/json"), (message.MessageId, message.Subject, message.ContentType));
        Assert.Equal(
            [("cloudEvents:id", "1"), ("cloudEvents:source", "presence"), ("cloudEvents:specversion", "1.0"), ("cloudEvents:type", "presence-touched")],
            message.ApplicationProperties.Select(property => (property.Key, (string)property.Value)).Order());
    }

    [Theory]
    [InlineData("cloudEvents:type", "presence-touched")]
    [InlineData("cloudEvents_type", "presence-touched")]
    [InlineData("type", null)]
    public void Its_type_is_read_in_both_spellings_of_the_AMQP_binding(string property, string? type) =>
        Assert.Equal(type, Envelope.TypeOf(ServiceBusModelFactory.ServiceBusReceivedMessage(
            new BinaryData("{}"), properties: new Dictionary<string, object> { [property] = "presence-touched" })));
}
