using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_people_answer_react_and_pin(SharedWorld shared)
{
    [Fact]
    public async Task The_page_shows_the_present_and_screens_get_each_change()
    {
        var (ann, bob) = await Some.UsersAsync(shared.World, 2) switch { [var one, var two] => (one, two), _ => default };
        var id = await ann.CreateAsync(bob);
        await using var screen = await Screen.OpenAsync(shared.World, bob);

        await ann.CommandAsync(HttpMethod.Post, $"conversations/{id}/messages", new { clientMessageId = "root", text = "**Lunch?**", format = "markdown", mentions = new[] { bob.Id } });
        await ann.HasAsync(id, 2);
        await bob.CommandAsync(HttpMethod.Post, $"conversations/{id}/messages", new
        {
            clientMessageId = "answer",
            replyTo = 2,
            content = """{"yes":true}""",
            contentType = "application/json",
            attachments = new[] { new { url = "https://files.example/menu.pdf", bytes = 12 } },
        });
        await bob.CommandAsync(HttpMethod.Put, $"conversations/{id}/messages/2/reactions/{Uri.EscapeDataString("👍")}");
        await ann.CommandAsync(HttpMethod.Put, $"conversations/{id}/messages/2/reactions/{Uri.EscapeDataString("👍")}");
        await ann.CommandAsync(HttpMethod.Put, $"conversations/{id}/messages/2/pin");

        var log = await ann.HasAsync(id, 6);
        Assert.Equal((1L, true, "markdown"), (log[1].Replies!.Value, log[1].PinnedAt is not null, log[1].Format));
        Assert.Equal([new("👍", 2)], log[1].Reactions!);
        Assert.Equal([bob.Id], log[1].Mentions!);
        var answer = log.Single(entry => entry.ReplyTo is not null);
        Assert.Equal((2L, """{"yes":true}""", "https://files.example/menu.pdf"), (answer.Thread!.Value, answer.Content, answer.Attachments![0].Url));
        await screen.ShowsAsync(id, from: 2, to: 6);
        // The first entry may or may not have gone live before the screen was open.
        Assert.Equal(log.Skip(1).Select(entry => entry.Kind), screen.Of(id).Where(entry => entry.Seq > 1).Select(entry => entry.Kind));
    }
}
