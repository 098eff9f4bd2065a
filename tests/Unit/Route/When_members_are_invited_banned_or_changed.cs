using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Route;

public class When_members_are_invited_banned_or_changed : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_invited_user_joins_once(bool together)
    {
        await RouteAsync(together, Some.Group("ann"), Join("bob", "early"), With(CommandKinds.InviteMembers, "ann", "i", "bob"), Join("bob", "j"), Join("bob", "again"));

        Assert.Equal(("early", RejectionReasons.NotInvited), _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)).Single());
        Assert.Equal(["ann", "bob"], await MembersAsync());
        Assert.Empty(await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "i|", 100, default));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_invitation_is_declined_by_the_invited_or_withdrawn_by_a_moderator(bool together)
    {
        await RouteAsync(together, Some.Group("ann", "cid"), With(CommandKinds.InviteMembers, "ann", "i", "bob", "dan"),
            With(CommandKinds.UninviteMembers, "cid", "low", "bob"), With(CommandKinds.UninviteMembers, "dan", "alien", "bob"), With(CommandKinds.UninviteMembers, "bob", "d", "bob"),
            With(CommandKinds.UninviteMembers, "ann", "w", "dan"), Join("bob", "j1"), Join("dan", "j2"), With(CommandKinds.UninviteMembers, "bob", "again", "bob"));

        Assert.Equal(
            [
                ("low", RejectionReasons.NotAllowed), ("alien", RejectionReasons.NotMember), ("j1", RejectionReasons.NotInvited),
                ("j2", RejectionReasons.NotInvited), ("again", RejectionReasons.NotInvited),
            ],
            _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)));
        Assert.Equal([("bob", "bob"), ("ann", "dan")],
            (await _world.LogAsync(Some.Conversation)).Where(entry => entry.Kind == EntryKinds.MembersUninvited).Select(entry => (entry.Sender, entry.Members!.Single())));
        Assert.Empty(await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "i|", 100, default));
    }

    [Fact]
    public async Task Anyone_joins_an_open_conversation_unless_banned()
    {
        await RouteAsync(true, Some.Group("ann") with { Settings = new() { Join = JoinPolicies.Open } }, Join("bob", "j1"),
            With(CommandKinds.BanMembers, "ann", "b", "bob", "eve"), Join("bob", "j2"), Join("eve", "j3"), Join("cid", "j4"));

        Assert.Equal([RejectionReasons.Banned, RejectionReasons.Banned], _world.Queue.Rejections.Select(it => it.Reason));
        Assert.Equal(["ann", "cid"], await MembersAsync());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_banned_user_comes_back_only_after_the_ban_is_lifted(bool together)
    {
        await RouteAsync(together, Some.Group("ann", "bob"), With(CommandKinds.BanMembers, "ann", "b", "bob"), Some.Addition("ann", "a1", "bob"),
            Some.Message("bob", "m"), With(CommandKinds.UnbanMembers, "ann", "u", "bob"), Some.Addition("ann", "a2", "bob"));

        Assert.Equal([("a1", RejectionReasons.Banned), ("m", RejectionReasons.NotMember)], _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)));
        Assert.Equal(["ann", "bob"], await MembersAsync());
    }

    [Fact]
    public async Task A_moderator_reaches_only_who_is_below()
    {
        await RouteAsync(true, Some.Group("ann", "bob", "cid", "dan"), Role("ann", "r1", "bob", MemberRoles.Moderator), Role("ann", "r2", "cid", MemberRoles.Moderator),
            Some.Removal("bob", "x1", "cid"), Some.Removal("bob", "x2", "ann"), With(CommandKinds.BanMembers, "bob", "x3", "ann"), Some.Removal("bob", "ok", "dan"));

        Assert.Equal(["x1", "x2", "x3"], _world.Queue.Rejections.Select(it => it.ClientMessageId));
        Assert.Equal(["ann", "bob", "cid"], await MembersAsync());
    }

    [Fact]
    public async Task The_last_owner_neither_leaves_nor_steps_down()
    {
        await RouteAsync(true, Some.Group("ann", "bob"), Some.Removal("ann", "x1", "ann"), Role("ann", "x2", "ann", MemberRoles.Member),
            Role("ann", "ok1", "bob", MemberRoles.Owner), Some.Removal("ann", "ok2", "ann"), Some.Removal("bob", "ok3", "bob"));

        Assert.Equal([("x1", RejectionReasons.LastOwner), ("x2", RejectionReasons.LastOwner)], _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)));
        Assert.Equal((0, 0), ((await _world.HeadAsync())!.MemberCount, (await _world.HeadAsync())!.Owners));
    }

    [Fact]
    public async Task A_muted_member_reads_until_the_time_is_over()
    {
        Command Mute(string id, DateTimeOffset until) => With(CommandKinds.ChangeMember, "ann", id, "bob") with { MutedUntil = until };
        await RouteAsync(true, Some.Group("ann", "bob"), Mute("m1", DateTimeOffset.MaxValue), Some.Message("bob", "no"), Mute("m2", DateTimeOffset.MinValue), Some.Message("bob", "yes"));

        Assert.Equal(("no", RejectionReasons.Muted), _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)).Single());
        Assert.Equal("yes", (await _world.LogAsync())[^1].ClientMessageId);
    }

    [Fact]
    public async Task Slow_mode_spaces_the_messages_of_members_only()
    {
        await RouteAsync(true, Some.Group("ann", "bob") with { Settings = new() { SlowModeSeconds = 86_400 } },
            Some.Message("ann", "a1"), Some.Message("ann", "a2"), Some.Message("bob", "b1"), Some.Message("bob", "b2"));

        Assert.Equal(("b2", RejectionReasons.SlowMode), _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)).Single());
    }

    [Fact]
    public async Task Nobody_writes_or_joins_while_a_conversation_is_archived()
    {
        Command Archive(string id, bool archived) => Some.Command(CommandKinds.ChangeConversation, "ann", id) with { Archived = archived };
        await RouteAsync(true, Some.Group("ann"), Archive("c1", true), Some.Message("ann", "x1"), Some.Addition("ann", "x2", "bob"), Archive("c2", false), Some.Message("ann", "ok"));

        Assert.Equal([("x1", RejectionReasons.Archived), ("x2", RejectionReasons.Archived)], _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)));
    }

    [Fact]
    public async Task What_was_there_before_a_member_is_not_unread_to_it()
    {
        await RouteAsync(true, Some.Group("ann"), Some.Message("ann", "m"), Some.Message("ann", "n"), Some.Addition("ann", "a", "bob"));

        Assert.Equal(2, (await _world.Reader.MemberAsync(Some.Tenant, Some.Conversation, "bob", default))!.JoinedOrdinal);
    }

    static Command With(string kind, string sender, string id, params string[] users) => Some.Command(kind, sender, id) with { Members = users };

    static Command Join(string sender, string id) => Some.Command(CommandKinds.JoinConversation, sender, id);

    static Command Role(string sender, string id, string user, string role) => With(CommandKinds.ChangeMember, sender, id, user) with { Role = role };

    async Task<IEnumerable<string>> MembersAsync() => (await _world.Reader.MembersAsync(Some.Tenant, Some.Conversation, default)).Select(member => member.User);

    async Task RouteAsync(bool together, params Command[] commands)
    {
        var route = _world.NewInstance();
        if (together) await route.RouteAsync(commands);
        else foreach (var command in commands) await route.RouteAsync(command);
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
