using Messaging.Contracts.Queue;

namespace Messaging.Unit.Send;

public sealed class When_members_change
{
    readonly SendWorld _world = new();

    public When_members_change() => _world.Exists("c", "ann", "bob");

    [Fact]
    public async Task An_addition_names_each_user_once()
    {
        Assert.Equal(202, (await _world.AddAsync("ann", "c", """{"members":["carl","dora","carl"]}""")).Status);

        var command = _world.Queues.Commands[0][0];
        Assert.Equal(CommandKinds.AddMembers, command.Kind);
        Assert.Equal(["carl", "dora"], command.Members);
    }

    [Fact]
    public async Task A_removal_names_the_user()
    {
        Assert.Equal(202, (await _world.RemoveAsync("ann", "c", "bob")).Status);

        var command = _world.Queues.Commands[0][0];
        Assert.Equal(CommandKinds.RemoveMembers, command.Kind);
        Assert.Equal(["bob"], command.Members);
    }

    [Theory]
    [InlineData("{}", "members")]
    [InlineData("""{"members":[]}""", "members")]
    [InlineData("""{"members":["carl","\u0001"]}""", "members[1]")]
    public async Task A_bad_body_is_400_with_the_name_of_the_field(string body, string field)
    {
        var answer = await _world.AddAsync("ann", "c", body);
        Assert.Equal((400, field), (answer.Status, answer.Field));
    }

    [Fact]
    public async Task Who_is_not_a_member_changes_nothing()
    {
        Assert.Equal(403, (await _world.AddAsync("eve", "c", """{"members":["eve"]}""")).Status);
        Assert.Empty(_world.Queues.Accepted);
    }
}
