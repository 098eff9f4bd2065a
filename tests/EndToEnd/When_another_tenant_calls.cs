using System.Net;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_another_tenant_calls(SharedWorld shared) : IAsyncLifetime
{
    User ann = null!, bob = null!, stranger = null!;
    string conversation = "";
    IReadOnlyList<Entry> before = [];

    /// <summary>The stranger has ann's very user id, in another tenant.</summary>
    public async Task InitializeAsync()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        (ann, bob) = (users[0], users[1]);
        stranger = await User.SignInAsync(shared.World, $"{ann.Id}@other");
        conversation = await ann.CreateAsync(bob);
        using (await ann.SendAsync(conversation, "secret", "m-1")) before = await ann.HasAsync(conversation, 2);
    }

    public Task DisposeAsync()
    {
        foreach (var user in new[] { ann, bob, stranger }) user.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task No_operation_tells_or_changes_anything()
    {
        await Task.WhenAll(Operation.All.Select(async operation =>
        {
            using var request = operation.Request(conversation, bob.Id, "m-1", $"stranger-{operation.Id}");
            using var answer = await stranger.CallAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("secret", body);
            if (operation.Id == "ReadFate") Assert.Contains("unknown", body);
            else if (operation.IsOfConversation) Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{operation.Id}: {answer.StatusCode}");
            else if (operation.Id == "EraseUser") Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            else Assert.False(body.Contains(conversation, StringComparison.Ordinal) || !answer.IsSuccessStatusCode, $"{operation.Id}: {answer.StatusCode} {body}");
        }));

        await SameAsync();
        await Eventually.TrueAsync(async () => (await bob.ConversationsAsync()).Count > 0, "bob's list shows the conversation");
        Assert.Equal(conversation, Assert.Single(await bob.ConversationsAsync()).ConversationId);
    }

    [Fact]
    public async Task A_queue_message_in_its_name_ends_in_its_own_refusal()
    {
        await using var bus = new ServiceBusClient(shared.World.ServiceBus);
        var body = JsonSerializer.Serialize(new { tenant = "other", sender = ann.Id, messages = new[] { new { conversationId = conversation, clientMessageId = "q-1", text = "forged" } } });
        await bus.CreateSender("send").SendMessageAsync(new(body) { ApplicationProperties = { ["cloudEvents:type"] = "send-messages" } });

        await Eventually.TrueAsync(async () =>
        {
            using var fate = await stranger.GetAsync($"conversations/{conversation}/commands/q-1");
            return (await fate.Content.ReadAsStringAsync()).Contains("\"reason\":\"conversation-not-found\"", StringComparison.Ordinal);
        }, "it is refused");
        await SameAsync();
    }

    async Task SameAsync() => Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await ann.HistoryAsync(conversation)));
}
