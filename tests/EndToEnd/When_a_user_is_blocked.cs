using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_user_is_blocked(SharedWorld shared)
{
    [Fact]
    public async Task They_neither_write_to_the_other_nor_see_them()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        var (ann, bob) = (users[0], users[1]);
        await using var annIsOnline = await Screen.OpenAsync(shared.World, ann);
        var id = (await bob.CommandAsync(HttpMethod.Post, "conversations", new { kind = "direct", members = new[] { ann.Id } })).ConversationId;
        await bob.SayAsync(id, "hello");
        await ann.HasAsync(id, 2);
        await Eventually.TrueAsync(() => SeesAsync(bob, ann), "bob sees ann");

        var block = await ann.CommandAsync(HttpMethod.Put, $"blocks/{bob.Id}");
        await Eventually.TrueAsync(() => TextAsync(ann, $"conversations/{id}/commands/{block.ClientMessageIds[0]}", "appended"), "the block is stored");

        using (var refused = await bob.SendAsync(id, "hello?"))
            if (refused.IsSuccessStatusCode) await Eventually.TrueAsync(() => TextAsync(bob, $"conversations/{id}/commands/{bob.Id}-2", "blocked"), "it is refused");
        await Eventually.TrueAsync(async () => !await SeesAsync(bob, ann), "bob sees ann no more");
        Assert.True(await TextAsync(ann, "blocks", bob.Id));
        Assert.Equal(2, (await ann.HistoryAsync(id)).Count);

        await ann.CommandAsync(HttpMethod.Delete, $"blocks/{bob.Id}");
        await Eventually.TrueAsync(async () => (await bob.SendAsync(id, "again")).IsSuccessStatusCode, "bob may write again");
        await ann.HasAsync(id, 3);
    }

    static Task<bool> SeesAsync(User user, User other) => TextAsync(user, $"presence?users={other.Id}", "\"online\":true");

    static async Task<bool> TextAsync(User user, string path, string text)
    {
        using var answer = await user.GetAsync(path);
        return (await answer.Content.ReadAsStringAsync()).Contains(text, StringComparison.Ordinal);
    }
}
