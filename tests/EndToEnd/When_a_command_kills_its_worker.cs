using System.Net;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_command_kills_its_worker(SharedWorld shared)
{
    [Fact]
    public async Task It_ends_as_a_refusal_for_ever_and_its_neighbours_are_delivered()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        using User alice = users[0], bob = users[1];
        var conversation = await alice.CreateAsync(bob);
        await using var aliceSees = await Screen.OpenAsync(shared.World, alice);
        await using var bobSees = await Screen.OpenAsync(shared.World, bob);

        await alice.SayAsync(conversation, "before");
        await SendDeadlyAsync(alice, conversation);
        await Task.WhenAll(alice.SayAsync(conversation, "after"), bob.SayAsync(conversation, "beside"));

        await Eventually.TrueAsync(() => aliceSees.Rejected.Any(it => it.ClientMessageId == "deadly"), "the sender is told");
        await bobSees.ShowsAsync(conversation, 2, 4);
        await shared.World.ReadyAsync();

        var told = aliceSees.Rejected.Count;
        await SendDeadlyAsync(alice, conversation);
        await Eventually.TrueAsync(() => aliceSees.Rejected.Count > told, "a retry has the same fate");
        var log = await bob.HasAsync(conversation, 4);
        Assert.Equal(["after", "before", "beside"], log.Skip(1).Select(entry => entry.Text).Order());
    }

    static async Task SendDeadlyAsync(User alice, string conversation)
    {
        using var answer = await alice.SendAsync(conversation, SharedWorld.DeadlyText, "deadly");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
