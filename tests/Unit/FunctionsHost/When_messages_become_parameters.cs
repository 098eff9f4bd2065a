using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.ServiceBus;

namespace Messaging.Unit.FunctionsHost;

public sealed class When_messages_become_parameters
{
    static readonly ServiceBusReceivedMessage[] Two =
    [
        ServiceBusModelFactory.ServiceBusReceivedMessage(new("""{"n":1}"""), messageId: "a", sequenceNumber: 5, lockTokenGuid: new Guid(1, 0, 0, new byte[8])),
        ServiceBusModelFactory.ServiceBusReceivedMessage(new("plain"), sequenceNumber: 6, deliveryCount: 2),
    ];

    [Fact]
    public void Objects_come_as_one_array_in_which_text_that_is_no_JSON_is_a_string() =>
        Assert.Equal("""[{"n":1},"plain"]""", MessagePayload.Many(Trigger(""), Two).Json);

    [Fact]
    public void Text_comes_as_a_collection_of_strings() =>
        Assert.Equal(["""{"n":1}""", "plain"], MessagePayload.Many(Trigger(""" "dataType":"String", """), Two).CollectionString.String);

    [Fact]
    public void The_raw_message_carries_its_lock_token_first()
    {
        var data = MessagePayload.One(Trigger(""" "properties":{"supportsDeferredBinding":"True"}, """), Two[0]).ModelBindingData;

        Assert.Equal("AzureServiceBusReceivedMessage", data.Source);
        Assert.Equal(new Guid(1, 0, 0, new byte[8]).ToByteArray(), data.Content.ToByteArray()[..16]);
    }

    [Fact]
    public void What_a_message_does_not_have_is_not_among_its_metadata()
    {
        var metadata = TriggerMetadata.Of(Two[0], session: null);

        Assert.Equal("a", metadata["MessageId"].String);
        Assert.Equal("5", metadata["SequenceNumber"].Json);
        Assert.False(metadata.ContainsKey("SessionId"));
        Assert.False(metadata.ContainsKey("SessionActions"));
    }

    [Fact]
    public void A_batch_has_one_array_for_each_name()
    {
        var metadata = TriggerMetadata.Of(Two, session: null);

        Assert.Equal([5L, 6L], metadata["SequenceNumberArray"].CollectionSint64.Sint64);
        Assert.Equal("[0,2]", metadata["DeliveryCountArray"].Json);
        Assert.Equal(2, metadata["MessageIdArray"].CollectionString.String.Count);
    }

    [Fact]
    public void Properties_of_a_JSON_body_are_metadata_behind_the_messages_own()
    {
        var metadata = TriggerMetadata.Of(Two[0], session: null);

        BodyMetadata.Add(metadata, """{"MessageId":"other","colour":"red","count":2,"list":[1]}""");

        Assert.Equal("a", metadata["MessageId"].String);
        Assert.Equal("red", metadata["colour"].String);
        Assert.Equal("2", metadata["count"].Json);
        Assert.False(metadata.ContainsKey("list"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("{ not JSON")]
    [InlineData("[1]")]
    public void Other_bodies_add_nothing(string body)
    {
        var metadata = TriggerMetadata.Of(Two[0], session: null);
        var count = metadata.Count;

        BodyMetadata.Add(metadata, body);

        Assert.Equal(count, metadata.Count);
    }

    static BindingDefinition Trigger(string more) =>
        new($$"""{ {{more}} "name":"m", "type":"serviceBusTrigger", "direction":"In", "queueName":"q" }""", new(new Dictionary<string, string>()));
}
