using System.Net;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_member_is_removed(SharedWorld shared)
{
    [Fact]
    public async Task Nothing_after_the_removal_reaches_their_screen()
    {
        await using var crowd = await Crowd.GatherAsync(shared.World);
        crowd.BeginSending();
        var conversation = crowd.Everywhere[0];
        using var guest = (await Some.UsersAsync(shared.World, 1))[0];
        await crowd.Observer.AddAsync(conversation, guest);
        await guest.HasAsync(conversation, 1);
        await using var memberSees = await Screen.OpenAsync(shared.World, crowd.Observer);
        await using var guestSees = await Screen.OpenAsync(shared.World, guest);
        await Eventually.TrueAsync(() => guestSees.Of(conversation).Count > 10, "the guest sees messages fly");

        await crowd.Observer.RemoveAsync(conversation, guest);

        var log = await crowd.Observer.HasAsync(conversation, entries => entries.Any(IsRemoval), "the removal");
        var removal = log.Single(IsRemoval).Seq;
        await memberSees.ShowsAsync(conversation, removal + 1, removal + 50);
        await crowd.EndAsync();
        Assert.DoesNotContain(guestSees.Of(conversation), entry => entry.Seq > removal);
        using var history = await guest.GetAsync($"conversations/{conversation}/messages");
        Assert.Equal(HttpStatusCode.Forbidden, history.StatusCode);
    }

    static bool IsRemoval(Entry entry) => entry.Kind == EntryKinds.MembersRemoved;
}
