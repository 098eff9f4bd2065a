using System.Net;
using System.Net.Http.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_messages_have_a_time(SharedWorld shared) : IAsyncLifetime
{
    User ann = null!, bob = null!;
    string conversation = "";

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        var users = await Some.UsersAsync(shared.World, 2);
        (ann, bob) = (users[0], users[1]);
        conversation = await ann.CreateAsync(bob);
    }

    public Task DisposeAsync()
    {
        ann.Dispose();
        bob.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_to_be_sent_later_arrives_then_and_what_was_cancelled_never()
    {
        await PostAsync(new() { ClientMessageId = "never", Text = "never", SendAt = Now.AddSeconds(5) });
        await PostAsync(new() { SendAt = Now.AddSeconds(5), Messages = [new() { ClientMessageId = "one", Text = "one" }, new() { ClientMessageId = "two", Text = "two" }] });
        Assert.Equal(["never", "one"], (await ScheduledAsync()).Select(it => it.ClientMessageId).Order());
        using (var cancelled = await ann.CallAsync(new(HttpMethod.Delete, new Uri($"scheduled/{conversation}/never", UriKind.Relative))))
            Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        Assert.Single(await bob.HistoryAsync(conversation));

        var log = await bob.HasAsync(conversation, 3);

        Assert.Equal(["one", "two"], log.Skip(1).Select(entry => entry.Text));
        await Eventually.TrueAsync(async () => (await ScheduledAsync()).Count == 0, "nothing is scheduled any more");
        using var late = await ann.CallAsync(new(HttpMethod.Delete, new Uri($"scheduled/{conversation}/one", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Fact]
    public async Task What_expires_is_gone_from_the_log_and_everyone_is_told()
    {
        await using var screen = await Screen.OpenAsync(shared.World, bob);
        await PostAsync(new() { ClientMessageId = "short", Text = "short-lived", ExpiresAt = Now.AddSeconds(20) });
        Assert.Equal("short-lived", (await bob.HasAsync(conversation, 2))[1].Text);

        var log = await bob.HasAsync(conversation, 3);

        Assert.Equal((EntryKinds.MessageDeleted, 2L), (log[2].Kind, log[2].Target!.Value));
        Assert.Null(log[1].Text);
        Assert.NotNull(log[1].DeletedAt);
        await screen.ShowsAsync(conversation, 2, 3);
    }

    [Fact]
    public async Task What_became_of_a_command_can_be_asked_for()
    {
        await PostAsync(new() { ClientMessageId = "good", Text = "hello" });
        await PostAsync(new() { ClientMessageId = "bad", Text = "hello", ReplyTo = 99 });
        await Eventually.TrueAsync(async () => (await FateAsync("bad")).State == CommandStates.Refused, "the refusal");

        Assert.Equal((CommandStates.Appended, 2L), ((await FateAsync("good")).State, (await FateAsync("good")).Seq!.Value));
        Assert.Equal(RejectionReasons.TargetGone, (await FateAsync("bad")).Reason);
        Assert.Equal(CommandStates.Unknown, (await FateAsync("never-sent")).State);
    }

    [Fact]
    public async Task Who_sends_too_many_is_told_when_to_come_back()
    {
        var answers = 0;
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await ann.PostAsync($"conversations/{conversation}/messages",
                new NewMessages { Messages = [.. Enumerable.Range(0, 40).Select(i => new NewMessage { ClientMessageId = $"{answers}-{i}", Text = "more" })] }, ContractsJson.Wire.NewMessages);
            answers++;
            return answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1);
        }, "429 with Retry-After");
        Assert.True(answers > 10);
    }

    async Task PostAsync(NewMessages messages)
    {
        using var answer = await ann.PostAsync($"conversations/{conversation}/messages", messages, ContractsJson.Wire.NewMessages);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    async Task<IReadOnlyList<ScheduledSend>> ScheduledAsync()
    {
        using var answer = await ann.GetAsync("scheduled");
        return (await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.ScheduledPage))!.Scheduled;
    }

    async Task<CommandFate> FateAsync(string clientMessageId)
    {
        using var answer = await ann.GetAsync($"conversations/{conversation}/commands/{clientMessageId}");
        return (await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.CommandFate))!;
    }
}
