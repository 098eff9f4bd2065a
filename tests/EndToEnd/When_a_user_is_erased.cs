using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_user_is_erased(SharedWorld shared)
{
    [Fact]
    public async Task Nothing_that_the_user_said_is_left_and_every_place_is()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        var (ann, bob) = (users[0], users[1]);
        var (first, second) = (await ann.CreateAsync(bob), await bob.CreateAsync(ann));
        foreach (var id in new[] { first, second })
        {
            await bob.SayAsync(id, "secret");
            await ann.SayAsync(id, "mine");
            await ann.HasAsync(id, 3);
        }
        await bob.CommandAsync(HttpMethod.Delete, $"conversations/{first}/members/{bob.Id}");
        await ann.HasAsync(first, 4);
        await bob.CommandAsync(HttpMethod.Post, $"conversations/{second}/messages", new { clientMessageId = "later", text = "secret", sendAt = TimeProvider.System.GetUtcNow().AddDays(1) });

        await using var bobSees = await Screen.OpenAsync(shared.World, bob);
        using var admin = await User.SignInAsync(shared.World, "admin");
        using (var refused = await ann.CallAsync(Erasure(bob, "x"))) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using (var answer = await admin.CallAsync(Erasure(bob, $"erase-{bob.Id}")))
        {
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            var accepted = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), ContractsJson.Wire.ErasureAccepted)!;
            Assert.Equal(new[] { first, second }.Order(), accepted.Conversations.Order());
            Assert.Null(accepted.Next);
            foreach (var id in accepted.Conversations) await DoneAsync(admin, id, accepted.ClientMessageId);
        }
        await Eventually.TrueAsync(() => bobSees.IsClosed, "bob is disconnected");

        var (left, stayed) = (await ann.HistoryAsync(first), await ann.HistoryAsync(second));
        Assert.Equal([1, 2, 3, 4], left.Select(entry => entry.Seq));
        Assert.Equal([1, 2, 3, 4], stayed.Select(entry => entry.Seq));
        Assert.Equal([null, "mine"], left.Where(entry => entry.Kind == EntryKinds.Message).OrderBy(entry => entry.Sender == ann.Id).Select(entry => entry.Text));
        Assert.Equal((EntryKinds.MembersRemoved, bob.Id), (stayed[3].Kind, stayed[3].Members![0]));
        using var scheduled = await bob.GetAsync("scheduled");
        Assert.DoesNotContain("secret", await scheduled.Content.ReadAsStringAsync());
        using var history = await bob.GetAsync($"conversations/{second}/messages");
        Assert.Equal(HttpStatusCode.Forbidden, history.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_left_of_the_users_lists_and_status()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        var (ann, bob) = (users[0], users[1]);
        var (first, second) = (await ann.CreateAsync(bob), await ann.CreateAsync(bob));
        foreach (var id in new[] { first, second })
        {
            await bob.SayAsync(id, "secret");
            await bob.StoreAsync($"conversations/{id}/me", new Preferences { Pinned = true }, ContractsJson.Wire.Preferences);
        }
        await bob.StoreAsync("presence", new NewStatus { Status = UserStatuses.Busy, Text = "secret" }, ContractsJson.Wire.NewStatus);
        await bob.CommandAsync(HttpMethod.Put, $"blocks/{ann.Id}");
        // A cursor that is still on its way would go an hour later only.
        await Eventually.TrueAsync(async () => (await bob.ConversationsAsync()).Count(one => one is { ReadSeq: 2, Pinned: true }) == 2, "the cursor follows what bob said");
        await Eventually.TrueAsync(async () => (await RowsAsync("Presence", bob)).Count == 2, "status and block are stored");
        await bob.CommandAsync(HttpMethod.Delete, $"conversations/{first}/members/{bob.Id}");
        await ann.HasAsync(first, 3);

        using var admin = await User.SignInAsync(shared.World, "admin");
        using (var answer = await admin.CallAsync(Erasure(bob, $"erase-{bob.Id}"))) Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

        await Eventually.TrueAsync(async () => (await RowsAsync("Presence", bob)).Count == 0, "nothing of bob is left in table Presence");
        await Eventually.TrueAsync(async () => !(await RowsAsync("Inbox", bob)).Any(row => row.StartsWith("c|", StringComparison.Ordinal)), "no cursor of bob is left in table Inbox");
        Assert.NotEmpty(await RowsAsync("Inbox", ann));
        await DoneAsync(admin, second, $"erase-{bob.Id}");
        Assert.Empty(await bob.ConversationsAsync());
        using var state = await bob.GetAsync($"presence?users={bob.Id}");
        Assert.DoesNotContain("secret", await state.Content.ReadAsStringAsync());
    }

    async Task<IReadOnlyList<string>> RowsAsync(string table, User user)
    {
        var partition = $"demo|{user.Id}";
        return await shared.World.Tables.GetTableClient(table).QueryAsync<TableEntity>(row => row.PartitionKey == partition).Select(row => row.RowKey).ToListAsync();
    }

    static HttpRequestMessage Erasure(User user, string id) =>
        new(HttpMethod.Delete, new Uri($"users/{user.Id}", UriKind.Relative)) { Headers = { { "Idempotency-Key", id } } };

    static Task DoneAsync(User admin, string conversation, string id) => Eventually.TrueAsync(async () =>
    {
        using var fate = await admin.GetAsync($"conversations/{conversation}/commands/{id}");
        return (await fate.Content.ReadAsStringAsync()).Contains("\"state\":\"appended\"", StringComparison.Ordinal);
    }, "the erasure is done");
}
