using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_users_are_online(SharedWorld shared)
{
    readonly RunningWorld world = shared.World;

    [Fact]
    public async Task Who_looks_at_a_conversation_sees_the_other_type()
    {
        var users = await Some.UsersAsync(world, 2);
        using User alice = users[0], bob = users[1];
        var conversation = await alice.CreateAsync(bob);
        await using var aliceSees = await Screen.OpenAsync(world, alice);
        await using var bobSees = await Screen.OpenAsync(world, bob);

        await bobSees.CallAsync("view", conversation);
        await aliceSees.CallAsync("typing", conversation);

        await Eventually.TrueAsync(() => bobSees.Typing.Any(typing => typing.User == alice.Id), "bob sees alice type");
        Assert.Empty(aliceSees.Typing);
    }

    [Fact]
    public async Task Who_watches_a_user_sees_them_come_online()
    {
        var users = await Some.UsersAsync(world, 2);
        using User alice = users[0], bob = users[1];
        await using var aliceSees = await Screen.OpenAsync(world, alice);

        await aliceSees.CallAsync("watch", (object)new[] { bob.Id });
        await using var bobSees = await Screen.OpenAsync(world, bob);

        await Eventually.TrueAsync(() => aliceSees.Presence.Any(presence => presence.User == bob.Id && presence.Online), "alice sees bob come");
    }
}
