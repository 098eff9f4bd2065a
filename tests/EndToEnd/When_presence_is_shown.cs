using System.Net;
using System.Net.Http.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_presence_is_shown(SharedWorld shared) : IAsyncLifetime
{
    readonly RunningWorld world = shared.World;
    User alice = null!, bob = null!;
    Screen aliceSees = null!, bobSees = null!;

    public async Task InitializeAsync()
    {
        (alice, bob) = await Some.UsersAsync(world, 2) is var users ? (users[0], users[1]) : default;
        aliceSees = await Screen.OpenAsync(world, alice);
        bobSees = await Screen.OpenAsync(world, bob);
    }

    public async Task DisposeAsync()
    {
        await aliceSees.DisposeAsync();
        await bobSees.DisposeAsync();
        alice.Dispose();
        bob.Dispose();
    }

    [Fact]
    public async Task A_status_comes_to_another_users_screen()
    {
        await aliceSees.CallAsync("watch", (object)new[] { bob.Id });
        await SetAsync(bob, UserStatuses.Busy, "in a meeting");
        await SeesAsync(aliceSees, state => state is { Online: true, Status: UserStatuses.Busy, StatusText: "in a meeting" });
    }

    [Fact]
    public async Task Invisible_is_offline_to_others_and_invisible_to_oneself()
    {
        await aliceSees.CallAsync("watch", (object)new[] { bob.Id });
        await SetAsync(bob, UserStatuses.Invisible);
        await SeesAsync(aliceSees, state => state is { Online: false, Status: null });
        await SeesAsync(bobSees, state => state is { Online: false, Status: UserStatuses.Invisible });
        Assert.False((await AskAsync(alice)).Online);
    }

    [Fact]
    public async Task A_blocked_user_sees_the_other_leave_and_nothing_afterwards()
    {
        await aliceSees.CallAsync("watch", (object)new[] { bob.Id });
        await BlockAsync(bob, alice);
        await SeesAsync(aliceSees, state => !state.Online);

        await SetAsync(bob, UserStatuses.Busy);
        await aliceSees.CallAsync("watch", (object)new[] { bob.Id });
        await SeesAsync(bobSees, state => state.Status == UserStatuses.Busy);
        Assert.Equal(new(bob.Id, Online: false), await AskAsync(alice) with { At = null });
        Assert.DoesNotContain(aliceSees.Presence, state => state.Online);
        using var blocks = await bob.GetAsync("blocks");
        Assert.Equal([alice.Id], (await blocks.Content.ReadFromJsonAsync(ContractsJson.Wire.BlockList))!.Users);
    }

    [Fact]
    public async Task A_watch_outlives_the_watchers_connection()
    {
        await aliceSees.CallAsync("watch", (object)new[] { bob.Id });
        await aliceSees.DisposeAsync();
        aliceSees = await Screen.OpenAsync(world, alice);
        await SetAsync(bob, UserStatuses.Away);
        await SeesAsync(aliceSees, state => state.Status == UserStatuses.Away);
    }

    [Fact]
    public async Task Who_views_a_small_conversation_sees_its_members_without_asking()
    {
        var conversation = await alice.CreateAsync(bob);
        await aliceSees.CallAsync("view", conversation);
        await SetAsync(bob, UserStatuses.Away);
        await SeesAsync(aliceSees, state => state.Status == UserStatuses.Away);

        using var answer = await alice.GetAsync($"presence/conversations/{conversation}");
        var presence = (await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.ConversationPresence))!;
        Assert.Equal((2, 2, true), (presence.Members, presence.Online, presence.Typing));
    }

    [Fact]
    public async Task Clients_are_told_the_thresholds()
    {
        using var answer = await alice.GetAsync("settings");
        Assert.Equal(100, (await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.ClientSettings))!.TypingMembers);
    }

    static async Task SetAsync(User user, string status, string? text = null)
    {
        using var answer = await user.PutAsync("presence", new NewStatus { Status = status, Text = text }, ContractsJson.Wire.NewStatus);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>What the user is shown of bob.</summary>
    async Task<PresenceEvent> AskAsync(User user)
    {
        using var answer = await user.PostAsync("presence/query", new PresenceQuery { Users = [bob.Id] }, ContractsJson.Wire.PresenceQuery);
        return (await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.PresenceList))!.Users.Single();
    }

    /// <summary>The fact that another app tells.</summary>
    async Task BlockAsync(User user, User other)
    {
        await using var client = new ServiceBusClient(world.ServiceBus);
        var fact = new BlockChanged("demo", user.Id, other.Id, Blocked: true, TimeProvider.System.GetUtcNow());
        await client.CreateSender(Queues.Presence).SendMessageAsync(new(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(fact, ContractsJson.Wire.BlockChanged))
        {
            ApplicationProperties = { ["cloudEvents:type"] = FactTypes.BlockChanged },
        });
    }

    Task SeesAsync(Screen screen, Predicate<PresenceEvent> so) => Eventually.TrueAsync(
        () => screen.Presence.Any(state => state.User == bob.Id && so(state)), () => $"bob is shown so; shown was {string.Join(' ', screen.Presence)}\n{world.Run.Output}");
}
