using Azure.Data.Tables;
using Messaging.Contracts;
using Messaging.Plumbing.Storage;
using Messaging.Sync;
using Microsoft.Extensions.Options;
using Moq;

namespace Messaging.Unit.Sync;

public sealed class When_a_removal_is_overtaken(SyncWorld world) : IClassFixture<SyncWorld>
{
    [Fact]
    public async Task By_a_new_joining_the_conversation_stays_listed()
    {
        await world.HasConversationAsync("back", ["ada"], messages: 0);
        await world.TouchAsync("back", "ada");
        await world.TouchAsync("back", "ada", removed: true);

        var hint = Assert.Single(await HintsAsync("ada"), hint => hint.ConversationId == "back");
        Assert.False(hint.Removed);
    }

    [Fact]
    public async Task By_nothing_the_conversation_is_gone()
    {
        await world.TouchAsync("left", "ada");
        await world.TouchAsync("left", "ada", removed: true);

        Assert.True(Assert.Single(await HintsAsync("ada"), hint => hint.ConversationId == "left").Removed);
    }

    [Fact]
    public async Task By_a_joining_while_it_is_written_the_member_row_has_the_last_word()
    {
        var conversations = new Mock<ConversationReader>(Mock.Of<TableServiceClient>(), Options.Create(new TablesOptions()));
        conversations.SetupSequence(all => all.MemberAsync(SyncWorld.Tenant, "torn", "bob", It.IsAny<CancellationToken>()))
            .ReturnsAsync(default(Member))
            .ReturnsAsync(new Member("bob", MemberRoles.Member, default, default))
            .ReturnsAsync(new Member("bob", MemberRoles.Member, default, default));
        var removal = new InboxChange(SyncWorld.Tenant, "bob");
        removal.Touch("torn", removed: true);

        await new Inbox(world.Tables, conversations.Object, world.Time).WriteAsync(removal, default);

        Assert.False(Assert.Single(await HintsAsync("bob")).Removed);
    }

    Task<IReadOnlyList<Hint>> HintsAsync(string user) => world.Inbox.HintsAsync(SyncWorld.Tenant, user, null, default);
}
