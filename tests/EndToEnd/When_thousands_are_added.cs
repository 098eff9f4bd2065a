using System.Net.Http.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_thousands_are_added(SharedWorld shared)
{
    const int Members = 2_000;

    [Fact]
    public async Task One_request_is_enough_and_its_progress_can_be_asked_for()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        var (ann, last) = (users[0], users[1]);
        var id = await ann.CreateAsync();
        string[] members = [.. Enumerable.Range(1, Members - 1).Select(i => $"{ann.Id}-guest-{i}"), last.Id];

        await ann.CommandAsync(HttpMethod.Post, $"conversations/{id}/imports", new { clientMessageId = "crowd", members });
        var import = await Eventually.SomeAsync(async () => await ProgressAsync(ann, id) is { } now && now.Done == now.Commands ? now : null, "the import is done");

        Assert.Equal((21, 0), (import.Commands, import.Refused.Count));
        await using var screen = await Screen.OpenAsync(shared.World, last);
        await ann.SayAsync(id, "hello, all");
        await screen.ShowsAsync(id, from: 23, to: 23);
        await Eventually.TrueAsync(async () => (await last.ConversationsAsync()).Any(it => it.MemberCount == Members + 1), "the last one's list shows it");
    }

    static async Task<MemberImport?> ProgressAsync(User user, string id)
    {
        using var answer = await user.GetAsync($"conversations/{id}/imports/crowd?members={Members}");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.MemberImport) : null;
    }
}
