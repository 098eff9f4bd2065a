using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Presence;
using Messaging.Unit.Sync;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Unit.Presence;

public sealed class When_a_conversation_is_viewed : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Members_of_a_small_one_are_watched_without_asking()
    {
        await _world.HasMembersAsync("c", "ada", "bob");
        await _world.ConnectAsync("bob", "laptop");
        Assert.Contains(""" "online":1,"typing":true,"users":[{"user":"ada","online":false""".Trim(), await ViewAsync());

        await _world.DisconnectAsync("bob", "laptop");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((Names.Watching("acme", "bob"), false), _world.Told.Select(told => (told.Recipient, told.State.Online)).Single());
        Assert.Contains((Names.Watching("acme", "bob"), "acme|ada"), _world.Service.Members.Keys);
    }

    [Fact]
    public async Task Members_of_a_large_one_are_counted_and_nobody_is_watched()
    {
        await _world.HasMembersAsync("c", 5_000, "ada");
        for (var user = 0; user < 30; user++) Join($"u{user % 20}", $"c{user}");

        Assert.Contains("\"members\":5000,\"online\":20,\"typing\":false}", await ViewAsync());
        Assert.DoesNotContain(_world.Service.Members.Keys, member => member.Group.StartsWith("watching|", StringComparison.Ordinal));

        Join("one more", "c30");
        Assert.Equal(20, (await GetAsync("ada")).Body<ConversationPresence>().Online);
        await _world.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(21, (await GetAsync("ada")).Body<ConversationPresence>().Online);
    }

    [Fact]
    public async Task Strangers_see_neither_members_nor_counts()
    {
        await _world.HasMembersAsync("small", "bob");
        await _world.HasMembersAsync("large", 5_000, "bob");
        foreach (var conversation in new[] { "small", "large", "none" })
            Assert.Equal(403, (await _world.Of<ReadConversationPresence>().RunAsync(PresenceWorld.Request("ada"), conversation, default)).Status());
    }

    [Fact]
    public async Task Typing_is_off_above_a_size_that_clients_are_told()
    {
        await _world.HasMembersAsync("c", _world.Thresholds.TypingMembers + 1, "ada");
        Assert.Contains("not shown in a conversation of more than 100", ((ContentResult)await _world.CallAsync("typing", """["c"]""")).Content);
        var settings = (await _world.Of<ReadSettings>().RunAsync(PresenceWorld.Request("ada"))).Body<ClientSettings>();
        Assert.Equal((100, 50, 100, 1800), (settings.TypingMembers, settings.PresenceMembers, settings.ReceiptMembers, settings.HeartbeatSeconds));
        Assert.Equal(401, (await _world.Of<ReadSettings>().RunAsync(PresenceWorld.Request(null))).Status());
    }

    [Fact]
    public async Task A_removed_member_is_shown_no_typing_half_a_minute_later()
    {
        await _world.HasMembersAsync("c", "ada", "bob");
        _world.Service.Connections["phone"] = "acme|ada";
        _world.Service.Connections["laptop"] = "acme|bob";
        await ViewAsync();
        await _world.PostAsync("messages", "view", """{"type":1,"target":"view","arguments":["c"]}""", user: "acme|bob", connection: "laptop");
        await _world.CallAsync("typing", """["c"]""");
        await _world.LeavesAsync("c", "bob");
        Assert.Contains((Names.Viewing("acme", "c"), "laptop"), _world.Service.Members.Keys);

        await _world.AdvanceAsync(_world.Rules.MembershipCache);
        await _world.CallAsync("typing", """["c"]""");

        Assert.DoesNotContain((Names.Viewing("acme", "c"), "laptop"), _world.Service.Members.Keys);
        Assert.Contains((Names.Viewing("acme", "c"), "phone"), _world.Service.Members.Keys);
    }

    void Join(string user, string connection)
    {
        _world.Service.Connections[connection] = $"acme|{user}";
        _world.Service.Members[(Names.Conversation("acme", "c"), $"acme|{user}")] = true;
    }

    async Task<string> ViewAsync() => ((ContentResult)await _world.CallAsync("view", """["c"]""")).Content!;

    Task<IActionResult> GetAsync(string caller) => _world.Of<ReadConversationPresence>().RunAsync(PresenceWorld.Request(caller), "c", default);
}
