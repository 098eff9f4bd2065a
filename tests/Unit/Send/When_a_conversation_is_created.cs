using Messaging.Contracts;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Send;

public sealed class When_a_conversation_is_created
{
    readonly SendWorld _world = new();

    Command Created => _world.Queues.Commands[^1][0];

    [Fact]
    public async Task The_caller_is_its_first_member()
    {
        var answer = await _world.CreateAsync("ann", """{"members":["bob","ann","bob"],"title":"Lunch"}""");

        Assert.Equal(202, answer.Status);
        Assert.Equal(["ann", "bob"], Created.Members);
        Assert.Equal((CommandKinds.CreateConversation, "Lunch", ConversationKinds.Group), (Created.Kind, Created.Title, Created.ConversationKind));
        Assert.StartsWith("s0-", Created.ConversationId);
    }

    [Fact]
    public async Task A_retry_names_the_same_group_and_another_callers_request_another()
    {
        const string body = """{"members":["bob"],"clientMessageId":"1"}""";
        var first = await _world.CreateAsync("ann", body);

        Assert.Equal(first, await _world.CreateAsync("ann", body));
        Assert.NotEqual(first, await _world.CreateAsync("carl", body));
    }

    [Fact]
    public async Task A_pair_has_one_direct_conversation_whoever_begins()
    {
        await _world.CreateAsync("ann", """{"members":["bob"],"kind":"direct"}""");
        var id = Created.ConversationId;
        await _world.CreateAsync("bob", """{"members":["ann"],"kind":"direct"}""");

        Assert.Equal(id, Created.ConversationId);
    }

    [Fact]
    public async Task Its_members_may_write_at_once_on_this_instance()
    {
        await _world.CreateAsync("ann", """{"members":["bob"],"clientMessageId":"1"}""");
        var answer = await _world.PostAsync("bob", Created.ConversationId, """{"clientMessageId":"1","text":"a"}""");

        Assert.Equal((202, 0), (answer.Status, _world.MemberReads));
    }

    [Theory]
    [InlineData("""{"kind":"direct"}""", "members")]
    [InlineData("""{"kind":"direct","members":["bob","carl"]}""", "members")]
    [InlineData("""{"kind":"direct","members":["ann"]}""", "members")]
    [InlineData("""{"kind":"crowd"}""", "kind")]
    [InlineData("""{"members":["bob",""]}""", "members[1]")]
    [InlineData("""{"members":[null]}""", "members[0]")]
    [InlineData("""{"title":"a\nb"}""", "title")]
    [InlineData("""{"clientMessageId":""}""", "clientMessageId")]
    public async Task A_bad_body_is_400_with_the_name_of_the_field(string body, string field)
    {
        var answer = await _world.CreateAsync("ann", body);
        Assert.Equal((400, field), (answer.Status, answer.Field));
    }

    [Fact]
    public async Task More_members_than_one_transaction_holds_are_refused()
    {
        var members = string.Join(',', Enumerable.Range(0, Limits.MembersPerCommand + 1).Select(i => $"\"u{i}\""));
        Assert.Equal("members", (await _world.CreateAsync("ann", $$"""{"members":[{{members}}]}""")).Field);
    }
}
