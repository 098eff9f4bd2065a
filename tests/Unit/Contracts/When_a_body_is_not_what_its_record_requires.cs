using System.Text.Json;
using Messaging.Contracts;

namespace Messaging.Unit.Contracts;

public sealed class When_a_body_is_not_what_its_record_requires
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"commands":null}""")]
    [InlineData("""{"commands":[{"kind":"send-message"}]}""")]
    public void It_is_a_JsonException_and_no_record_with_holes(string body) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(body, ContractsJson.Wire.AppendCommands));

    [Fact]
    public void What_may_be_absent_may_be_absent() =>
        Assert.False(JsonSerializer.Deserialize("""{"conversationId":"c"}""", ContractsJson.Wire.InboxEvent)!.Removed);
}
