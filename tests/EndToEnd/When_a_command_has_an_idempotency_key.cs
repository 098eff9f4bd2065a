using System.Net;
using System.Net.Http.Json;
using Messaging.Contracts;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_command_has_an_idempotency_key(SharedWorld shared)
{
    [Fact]
    public async Task Repeated_it_is_one_command_at_every_endpoint()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        using User ann = users[0], bob = users[1];
        var conversation = await ann.CreateAsync(bob);
        await ann.SayAsync(conversation, "hello");
        await ann.HasAsync(conversation, 2);

        // An erasure is an operator's.
        foreach (var command in Operation.All.Where(operation => operation.IsCommand && operation.Id != "EraseUser"))
            Assert.Equal(await CallAsync(ann, command, conversation, bob.Id), await CallAsync(ann, command, conversation, bob.Id));

        await ann.SayAsync(conversation, "last");
        var log = await ann.HasAsync(conversation, entries => entries.Any(entry => entry.Text == "last"), "the last message");
        Assert.All(log.GroupBy(entry => entry.ClientMessageId), same => Assert.Single(same));
        Assert.Contains(log, entry => entry.ClientMessageId == "PostMessages-key");
    }

    static async Task<string> CallAsync(User user, Operation command, string conversation, string other)
    {
        using var request = command.Request(conversation, other, "m-1", $"{command.Id}-key");
        using var answer = await user.CallAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{command.Id}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        var accepted = await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.Accepted);
        Assert.StartsWith($"{command.Id}-key", accepted!.ClientMessageIds[0]);
        return $"{accepted.ConversationId} {string.Join(',', accepted.ClientMessageIds)}";
    }
}
