using Messaging.ServiceBus.Amqp;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.Unit.ServiceBus;

public sealed class When_content_is_read
{
    [Fact]
    public void Everything_from_the_properties_on_stays_byte_for_byte()
    {
        var sent = AmqpMessage.Create(new Data { Value = new ArraySegment<byte>([1, 2, 3]) });
        sent.Properties.MessageId = "m";
        var bare = Some.BytesOf(sent);
        sent = AmqpMessage.Create(new Data { Value = new ArraySegment<byte>([1, 2, 3]) });
        sent.Properties.MessageId = "m";
        sent.Header.Durable = true;
        sent.MessageAnnotations.Map["x-opt-partition-key"] = "p";
        var content = Content.Read(Some.BytesOf(sent));
        Assert.Equal(bare, content.Bare.ToArray());
        Assert.Equal("p", content.Annotations!["x-opt-partition-key"]);
    }

    [Fact]
    public void Changing_properties_keeps_the_body()
    {
        var changed = Some.Message("body", properties: [("kept", 1), ("changed", "old")]).With([new("changed", "new"), new("added", true)]);
        Assert.Equal("body", Some.BodyOf(changed));
        Assert.Equal(1, changed.UserProperties["kept"]);
        Assert.Equal("new", changed.UserProperties["changed"]);
        Assert.Equal(true, changed.UserProperties["added"]);
    }

    [Fact]
    public void A_message_without_an_id_gets_one()
    {
        var received = Content.Receive(Some.Message("body", session: "s").Bytes);
        Assert.NotNull(received.MessageId);
        Assert.Equal("s", received.SessionId);
        Assert.Equal("body", Some.BodyOf(received));
    }

    [Fact]
    public void What_the_broker_sets_is_not_taken_from_a_sender()
    {
        var sent = AmqpMessage.Create(new Data { Value = new ArraySegment<byte>([1]) });
        sent.MessageAnnotations.Map["x-opt-sequence-number"] = 99L;
        Assert.Null(Content.Read(Some.BytesOf(sent)).Annotations);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0x00, 0x53, 0x99, 0x40 })]
    [InlineData(new byte[] { 0x00, 0x53, 0x75, 0xb0, 0, 0, 1, 0, 1 })]
    public void Bytes_that_are_no_message_are_refused(byte[] bytes) => Assert.Throws<FormatException>(() => Content.Read(bytes));
}
