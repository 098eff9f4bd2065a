using System.Text.Json;
using Azure;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Send;

public sealed class When_messages_are_posted
{
    readonly SendWorld _world = new();

    public When_messages_are_posted() => _world.Exists("c", "ann", "bob");

    [Fact]
    public async Task The_answer_is_202_with_the_ids_and_the_command_is_on_queue_route()
    {
        var answer = await _world.PostAsync("ann", "c", """{"clientMessageId":"1","text":"Grüße 👋\n"}""");

        Assert.Equal((202, """{"conversationId":"c","clientMessageIds":["1"]}"""), (answer.Status, answer.Body));
        var command = Assert.Single(Assert.Single(_world.Queues.Commands));
        Assert.Equal(new Command
        {
            Kind = CommandKinds.SendMessage,
            Tenant = "acme",
            ConversationId = "c",
            Sender = "ann",
            ClientMessageId = "1",
            AcceptedAt = _world.Time.GetUtcNow(),
            Text = "Grüße 👋\n",
        }, command);
    }

    [Fact]
    public async Task Several_keep_their_order_in_one_queue_message()
    {
        var answer = await _world.PostAsync("ann", "c", """{"messages":[{"clientMessageId":"1","text":"a"},{"clientMessageId":"2","text":"b"}]}""");

        Assert.Equal(202, answer.Status);
        Assert.Equal(["a", "b"], Assert.Single(_world.Queues.Commands).Select(command => command.Text));
    }

    [Theory]
    [InlineData("""{"text":"a"}""", "clientMessageId")]
    [InlineData("""{"clientMessageId":"","text":"a"}""", "clientMessageId")]
    [InlineData("""{"clientMessageId":"a\u0000","text":"a"}""", "clientMessageId")]
    [InlineData("""{"clientMessageId":"12345678901234567890123456789012345678901234567890123456789012345","text":"a"}""", "clientMessageId")]
    [InlineData("""{"clientMessageId":"1"}""", "text")]
    [InlineData("""{"clientMessageId":"1","text":""}""", "text")]
    [InlineData("""{"clientMessageId":"1","text":"\u0007"}""", "text")]
    [InlineData("""{"clientMessageId":"1","text":5}""", "text")]
    [InlineData("""{"clientMessageId":"1","text":"\ud800"}""", "text")]
    [InlineData("""{"messages":[]}""", "messages")]
    [InlineData("""{"text":"a","messages":[]}""", "messages")]
    [InlineData("""{"mentions":["bob"],"messages":[{"clientMessageId":"1","text":"a"}]}""", "messages")]
    [InlineData("""{"messages":[{"clientMessageId":"1","text":"a"},{"clientMessageId":"2"}]}""", "messages[1].text")]
    [InlineData("""{"messages":[{"clientMessageId":"1","text":"a"},{"clientMessageId":"1","text":"b"}]}""", "messages[1].clientMessageId")]
    [InlineData("""{"messages":[null]}""", "messages[0].clientMessageId")]
    [InlineData("""{"messages":[{"clientMessageId":"1","text":[]}]}""", "messages[0].text")]
    [InlineData("""[1]""", "body")]
    [InlineData("", "body")]
    public async Task A_bad_body_is_400_with_the_name_of_the_field(string body, string field)
    {
        var answer = await _world.PostAsync("ann", "c", body);

        Assert.Equal((400, field), (answer.Status, answer.Field));
        Assert.Empty(_world.Queues.Accepted);
    }

    [Fact]
    public async Task A_text_may_have_28_KB_of_UTF8_and_not_a_byte_more()
    {
        var fits = new string('é', Limits.TextBytes / 2);
        Assert.Equal(202, (await _world.PostAsync("ann", "c", Body(fits))).Status);
        Assert.Equal("text", (await _world.PostAsync("ann", "c", Body(fits + "x"))).Field);

        static string Body(string text) => JsonSerializer.Serialize(new { clientMessageId = "1", text });
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413()
    {
        var answer = await _world.PostAsync("ann", "c", new string(' ', Limits.BodyBytes + 1));
        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task Without_a_valid_token_it_is_401() =>
        Assert.Equal(401, (await _world.PostAsync(null, "c", """{"clientMessageId":"1","text":"a"}""")).Status);

    [Fact]
    public async Task It_is_503_when_Service_Bus_does_not_accept()
    {
        _world.Queues.Accepting = _ => throw new ServiceBusException("gone", ServiceBusFailureReason.ServiceCommunicationProblem);
        Assert.Equal(503, (await _world.PostAsync("ann", "c", """{"clientMessageId":"1","text":"a"}""")).Status);
    }

    [Fact]
    public async Task It_is_503_when_the_table_cannot_be_read()
    {
        _world.TableFails(new RequestFailedException(503, "busy"));
        Assert.Equal(503, (await _world.PostAsync("ann", "c", """{"clientMessageId":"1","text":"a"}""")).Status);
    }

    [Fact]
    public async Task Edits_and_deletions_name_their_target()
    {
        Assert.Equal(202, (await _world.EditAsync("ann", "c", 7, """{"text":"better"}""")).Status);
        Assert.Equal(202, (await _world.DeleteAsync("ann", "c", 8)).Status);

        Assert.Equal(
            [(CommandKinds.EditMessage, 7L, "better"), (CommandKinds.DeleteMessage, 8L, null)],
            _world.Queues.Commands.Select(commands => (commands[0].Kind, commands[0].Target!.Value, commands[0].Text)));
    }
}
