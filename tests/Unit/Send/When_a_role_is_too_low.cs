using Messaging.Contracts;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Send;

public sealed class When_a_role_is_too_low
{
    const string Body = """{"clientMessageId":"1","text":"a"}""";

    readonly SendWorld _world = new();

    [Theory]
    [InlineData(ConversationKinds.Group, MemberRoles.Member, 202)]
    [InlineData(ConversationKinds.Group, MemberRoles.ReadOnly, 403)]
    [InlineData(ConversationKinds.Channel, MemberRoles.Member, 403)]
    [InlineData(ConversationKinds.Channel, MemberRoles.Moderator, 202)]
    public async Task The_sender_is_told_at_once(string kind, string role, int status)
    {
        _world.Exists("c", kind, archived: false, "ann", "bob");
        _world.Is("c", "bob", role);
        var answer = await _world.PostAsync("bob", "c", Body);

        Assert.Equal(status, answer.Status);
        if (status == 403) Assert.Equal(RejectionReasons.NotAllowed, answer.Type);
    }

    [Fact]
    public async Task Who_is_muted_or_writes_into_an_archive_is_told_so()
    {
        _world.Exists("c", ConversationKinds.Group, archived: true, "ann");
        Assert.Equal(RejectionReasons.Archived, (await _world.PostAsync("ann", "c", Body)).Type);

        _world.Exists("d", "ann", "bob");
        _world.Is("d", "bob", MemberRoles.Member, mutedUntil: _world.Time.GetUtcNow().AddMinutes(1));
        Assert.Equal(RejectionReasons.Muted, (await _world.PostAsync("bob", "d", Body)).Type);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(202, (await _world.PostAsync("bob", "d", Body)).Status);
    }

    [Fact]
    public async Task Everyone_may_be_called_only_by_who_may_send_and_call()
    {
        _world.Exists("c", ConversationKinds.Channel, archived: false, "ann", "bob");
        var answer = await _world.PostAsync("bob", "c", """{"clientMessageId":"1","text":"a","mentions":["*"]}""");
        Assert.Equal((403, RejectionReasons.NotAllowed), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task Nothing_remembered_refuses_what_the_table_allows_by_now()
    {
        _world.Exists("c", ConversationKinds.Channel, archived: false, "ann", "bob");
        _world.Is("c", "bob", MemberRoles.Moderator);
        Assert.Equal(202, (await _world.PostAsync("bob", "c", Body)).Status);
        Assert.Equal(403, (await _world.ChangeAsync("bob", "c", """{"archived":true}""")).Status);

        _world.Is("c", "bob", MemberRoles.Owner);
        Assert.Equal(202, (await _world.ChangeAsync("bob", "c", """{"archived":true}""")).Status);
    }

    [Fact]
    public async Task Who_was_just_promoted_here_is_left_to_Route()
    {
        _world.Exists("c", ConversationKinds.Channel, archived: false, "ann", "bob");
        Assert.Equal(403, (await _world.PostAsync("bob", "c", Body)).Status);

        Assert.Equal(202, (await _world.ChangeAsync("ann", "c", "bob", """{"role":"moderator"}""")).Status);
        Assert.Equal(202, (await _world.PostAsync("bob", "c", Body)).Status);
        _world.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(403, (await _world.PostAsync("bob", "c", Body)).Status);
    }

    [Fact]
    public async Task Who_just_joined_here_is_left_to_Route()
    {
        _world.Exists("c", "ann");
        Assert.Equal(202, (await _world.JoinAsync("bob", "c")).Status);
        Assert.Equal(202, (await _world.PostAsync("bob", "c", Body)).Status);
    }

    [Fact]
    public async Task To_join_what_does_not_exist_is_404()
    {
        var join = _world.JoinAsync("bob", "nowhere");
        while (!join.IsCompleted)
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
        Assert.Equal(404, (await join).Status);
    }

    /// <summary>That is what an early refusal of a deletion rests on, whose message Send does not know.</summary>
    [Fact]
    public void Who_may_not_delete_an_own_message_may_not_delete_any() =>
        Assert.All(
            from kind in new[] { ConversationKinds.Direct, ConversationKinds.Group, ConversationKinds.Channel }
            from role in MemberRoles.FromLeastToMost
            select (kind, role),
            it => Assert.True(Permissions.Allows(it.kind, it.role, Actions.DeleteOwn) || !Permissions.Allows(it.kind, it.role, Actions.DeleteAny)));
}
