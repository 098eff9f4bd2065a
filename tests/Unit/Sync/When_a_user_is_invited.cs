using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;
using Messaging.Sync;

namespace Messaging.Unit.Sync;

public sealed class When_a_user_is_invited : IAsyncLifetime
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        foreach (var id in new[] { "c1", "c2", "c3" })
        {
            await _world.HasConversationAsync(id, ["ada"], messages: 1);
            await InviteAsync(id);
            await HintAsync(id);
        }
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_invitations_are_listed_page_by_page()
    {
        var first = await ListAsync("?limit=2");
        var rest = await ListAsync($"?limit=2&after={first.Next}");
        Assert.Equal(["c1", "c2", "c3"], first.Invitations.Concat(rest.Invitations).Select(one => one.ConversationId));
        Assert.Equal(new("c1", "group", "ada", Noon, 1), first.Invitations[0]);
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task The_conversation_is_not_among_the_users_own()
    {
        Assert.Empty((await _world.SyncAsync("eve", new())).Changed);
        Assert.Empty((await _world.ListConversations.RunAsync(SyncWorld.Request("eve"), default)).Body<ConversationList>().Conversations);
    }

    [Fact]
    public async Task An_invitation_that_was_used_is_gone_and_a_new_one_is_there()
    {
        await UninviteAsync("c2");
        Assert.Equal(["c1", "c3"], (await ListAsync()).Invitations.Select(one => one.ConversationId));
        Assert.Equal(2, (await _world.Inbox.InvitedAsync(SyncWorld.Tenant, "eve", null, 10, default)).Count);

        await InviteAsync("c2");
        await HintAsync("c2");
        Assert.Equal(["c1", "c2", "c3"], (await ListAsync()).Invitations.Select(one => one.ConversationId));
    }

    [Fact]
    public async Task A_new_invitation_survives_the_clearing_away_of_the_old_one()
    {
        var stale = (await _world.Inbox.InvitedAsync(SyncWorld.Tenant, "eve", null, 1, default))[0];
        await HintAsync("c1");
        await _world.Inbox.ForgetAsync(SyncWorld.Tenant, "eve", stale, default);
        Assert.Equal(3, (await ListAsync()).Invitations.Count);
    }

    async Task<InvitationPage> ListAsync(string query = "") =>
        (await _world.ListInvitations.RunAsync(SyncWorld.Request("eve", query), default)).Body<InvitationPage>();

    Task InviteAsync(string id) => _world.PutAsync(id, new Mark(Keys.Invitation("eve"), "ada", Noon, 2).Row);

    Task UninviteAsync(string id) => _world.Table(TableNames.Conversations).DeleteEntityAsync(Keys.Partition(SyncWorld.Tenant, id), Keys.Invitation("eve"));

    async Task HintAsync(string id)
    {
        InboxTouched fact = new() { Tenant = SyncWorld.Tenant, Touches = [new(id, ["eve"], Invited: true)] };
        foreach (var change in InboxChange.PerUser([fact])) await _world.Inbox.WriteAsync(change, default);
    }
}
