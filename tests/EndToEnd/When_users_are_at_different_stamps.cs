using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

/// <summary>Two worlds that are each other's peers. A user signs in to the issuer of the one that they connect to.</summary>
public sealed class When_users_are_at_different_stamps : IAsyncLifetime
{
    readonly Dictionary<string, string> ofHere = [], ofThere = [];
    readonly RunningWorld here, there;

    public When_users_are_at_different_stamps()
    {
        (here, there) = (new(environment: ofHere), new(environment: ofThere));
        Introduce(ofHere, "s0", "s1", there);
        Introduce(ofThere, "s1", "s0", here);
    }

    public Task InitializeAsync() => Task.WhenAll(here.StartAsync(), there.StartAsync());

    public async Task DisposeAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
    }

    [Fact]
    public async Task A_watcher_sees_the_other_come_speak_and_go_and_still_sees_who_is_here_when_that_stamp_is_gone()
    {
        using var alice = await User.SignInAsync(here, "alice");
        using var bob = await User.SignInAsync(there, "bob");
        using var carol = await User.SignInAsync(here, "carol");
        await using var aliceSees = await Screen.OpenAsync(here, alice);
        await aliceSees.CallAsync("watch", (object)new[] { "bob", "carol" });

        await using (await Screen.OpenAsync(there, bob))
        {
            await SeesAsync(aliceSees, "bob", last => last.Online, "come");
            using (var said = await bob.PutAsync("presence", new NewStatus { Status = "busy" }, ContractsJson.Wire.NewStatus)) said.EnsureSuccessStatusCode();
            await SeesAsync(aliceSees, "bob", last => last.Status == "busy", "being busy");
            Assert.Contains("\"busy\"", await StateAsync(alice, "bob"));
        }
        await SeesAsync(aliceSees, "bob", last => !last.Online, "go");

        there.Run.Kill();
        await there.Run.ExitAsync();
        await using (await Screen.OpenAsync(here, carol)) await SeesAsync(aliceSees, "carol", last => last.Online, "come");
        Assert.Contains("\"online\":false", await StateAsync(alice, "bob"));
    }

    static void Introduce(Dictionary<string, string> settings, string stamp, string name, RunningWorld peer)
    {
        settings["Stamp"] = stamp;
        settings[$"Peers__{name}__ServiceBus"] = peer.ServiceBus;
        settings[$"Peers__{name}__Tables"] = peer.TablesConnection;
    }

    static Task SeesAsync(Screen screen, string user, Predicate<PresenceEvent> so, string what) => Eventually.TrueAsync(
        () => screen.Presence.LastOrDefault(presence => presence.User == user) is { } last && so(last), $"{user} is seen to {what}");

    static async Task<string> StateAsync(User viewer, string user)
    {
        using var answer = await viewer.GetAsync($"presence?users={user}");
        return await answer.Content.ReadAsStringAsync();
    }
}
