using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_the_input_is_bad(SharedWorld shared)
{
    [Fact]
    public async Task Each_request_gets_its_problem_with_the_field_and_nothing_changes()
    {
        Assert.True(BadInput.Requests.Count + BadInput.QueueMessages.Count >= 200);
        var users = await Some.UsersAsync(shared.World, 2);
        using User ann = users[0], bob = users[1];
        var conversation = await ann.CreateAsync(bob);
        var before = JsonSerializer.Serialize(await ann.HistoryAsync(conversation));

        var wrong = new List<string>();
        foreach (var bad in BadInput.Requests)
            if (await FindFaultAsync(ann, bad, conversation) is { } fault) wrong.Add(fault);

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {BadInput.Requests.Count}:\n{string.Join('\n', wrong)}");
        await ann.SayAsync(conversation, "still here");
        Assert.Equal(2, (await ann.HasAsync(conversation, 2)).Count);
        Assert.Equal(before, JsonSerializer.Serialize((await ann.HistoryAsync(conversation)).Take(1)));
        Assert.Single(await ann.ConversationsAsync());
    }

    [Fact]
    public async Task Each_queue_message_is_dead_lettered_with_a_reason_and_nothing_changes()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        using User ann = users[0], bob = users[1];
        var conversation = await ann.CreateAsync(bob);
        await using var bus = new ServiceBusClient(shared.World.ServiceBus);
        var run = Guid.NewGuid().ToString("N");

        foreach (var (bad, number) in BadInput.QueueMessages.Select((bad, number) => (bad, number)))
        {
            var message = new ServiceBusMessage(bad.Body.Replace("{id}", conversation)) { MessageId = $"{run}-{number}", SessionId = bad.Queue == "route" ? "3" : null };
            if (bad.Type is not null) message.ApplicationProperties["cloudEvents:type"] = bad.Type;
            await bus.CreateSender(bad.Queue).SendMessageAsync(message);
        }

        foreach (var queue in BadInput.QueueMessages.Select((bad, number) => (bad.Queue, Id: $"{run}-{number}", bad)).GroupBy(it => it.Queue))
            await DeadLetteredAsync(bus, queue.Key, queue.ToDictionary(it => it.Id, it => $"{it.bad.Type} {it.bad.Body[..Math.Min(it.bad.Body.Length, 60)]}"));
        Assert.Single(await ann.HistoryAsync(conversation));
    }

    /// <summary>Null if the answer is as it should be.</summary>
    static async Task<string?> FindFaultAsync(User user, BadRequest bad, string conversation)
    {
        using var request = new HttpRequestMessage(new(bad.Method), new Uri(bad.Path.Replace("{id}", conversation), UriKind.Relative));
        if (bad.Body is not null) request.Content = new StringContent(bad.Body, Encoding.UTF8, "application/json");
        using var answer = await user.CallAsync(request);
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var field = isProblem ? (await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.Problem))!.Field : null;
        var isRight = (int)answer.StatusCode is >= 400 and < 500 && (!bad.HasField || ((int)answer.StatusCode == 400 && field is not null));
        return isRight ? null : $"{(int)answer.StatusCode} {field}: {bad.Method} {bad.Path} {bad.Body?[..Math.Min(bad.Body.Length, 100)]}";
    }

    static async Task DeadLetteredAsync(ServiceBusClient bus, string queue, Dictionary<string, string> expected)
    {
        await using var receiver = bus.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        long from = 0;
        await Eventually.TrueAsync(async () =>
        {
            foreach (var dead in await receiver.PeekMessagesAsync(100, from))
            {
                from = dead.SequenceNumber + 1;
                if (expected.Remove(dead.MessageId, out var what)) Assert.False(string.IsNullOrEmpty(dead.DeadLetterReason), what);
            }
            return expected.Count == 0;
        }, () => $"{queue} has dead-lettered {string.Join("; ", expected.Values)}");
    }
}
