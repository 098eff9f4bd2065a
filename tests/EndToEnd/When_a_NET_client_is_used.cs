using Messaging.Client;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_NET_client_is_used(SharedWorld shared)
{
    readonly RunningWorld world = shared.World;

    [Fact]
    public async Task A_connection_that_is_cut_again_and_again_while_messages_come_loses_doubles_and_reorders_nothing()
    {
        var users = await Some.UsersAsync(world, 2);
        using var line = new CuttableLine();
        await using var ann = await NetClients.StartAsync(world, users[0]);
        await using var bob = await NetClients.StartAsync(world, users[1], line);
        var conversation = await ann.CreateAsync(new() { Members = [bob.User] });
        var shown = await bob.OpenAsync(conversation.Id);
        var said = Numbered(60);

        for (var sent = 1; sent <= said.Count; sent++)
        {
            await conversation.SendAsync(said[sent - 1]);
            if (sent % 15 > 0) continue;
            await Eventually.TrueAsync(() => bob.State == ClientState.Online, () => $"Bob is online again: {bob.Fault}");
            Assert.True(line.Cut() > 0, "There was nothing to cut.");
        }
        await shown.TextsAsync(said, bob);

        shown.Expect(said);
        Assert.Equal(said.Count, bob.Conversation(conversation.Id).Summary!.Unread);
        await Eventually.TrueAsync(async () => (await conversation.ReceiptsAsync()).Delivered == 2, "Bob's device says what it received");
        bob.Conversation(conversation.Id).Read();
        await Eventually.TrueAsync(async () => (await conversation.ReceiptsAsync()).Read == 2, "Bob has read it all");
    }

    /// <summary>Its sender hears nothing live either, so it has to try again.</summary>
    [Fact]
    public async Task A_message_whose_acceptance_never_arrived_takes_effect_once()
    {
        var users = await Some.UsersAsync(world, 2);
        using var line = new CuttableLine();
        var (isDeaf, answers) = (false, 0);
        await using var client = await NetClients.StartAsync(world, users[0], line, answered: request =>
        {
            if (isDeaf && IsTo(request, "/negotiate") || IsTo(request, "/messages") && Interlocked.Increment(ref answers) is 1 or 3) throw new HttpRequestException("The answer was lost.");
        });
        var conversation = await client.CreateAsync(new() { Members = [users[1].Id] });
        var shown = await client.OpenAsync(conversation.Id);
        var said = Numbered(5);
        isDeaf = true;
        line.Cut();
        await Eventually.TrueAsync(() => client.State == ClientState.Offline, "it is offline");

        await Task.WhenAll(said.Select(text => conversation.SendAsync(text)));
        isDeaf = false;
        await shown.TextsAsync(said, client);

        shown.Expect(said);
        Assert.True(answers >= said.Count + 2, $"There were {answers} answers.");
        await Eventually.TrueAsync(() => client.Outbox.Items.Count == 0, () => $"{client.Outbox.Items.Count} are in the outbox");
    }

    [Fact]
    public async Task What_is_in_the_outbox_when_a_program_ends_is_sent_by_the_next_once_and_in_order()
    {
        var users = await Some.UsersAsync(world, 2);
        var folder = Directory.CreateTempSubdirectory("outbox-");
        var path = Path.Combine(folder.FullName, "outbox.json");
        var said = Numbered(20);
        await using var reader = await NetClients.StartAsync(world, users[0]);
        var conversation = await reader.CreateAsync(new() { Members = [users[1].Id] });
        var read = await reader.OpenAsync(conversation.Id);

        var first = await NetClients.StartAsync(world, users[1], storage: new FileStorage(path));
        var sending = said.Select(text => first.Conversation(conversation.Id).SendAsync(text)).ToList();
        await sending[4];
        await first.DisposeAsync();
        await using var next = await NetClients.StartAsync(world, users[1], storage: new FileStorage(path));
        var shown = await next.OpenAsync(conversation.Id);
        await read.TextsAsync(said, reader);
        await shown.TextsAsync(said, next);

        Assert.Contains(sending, one => one.IsCanceled);
        read.Expect(said);
        shown.Expect(said);
        await Eventually.TrueAsync(() => next.Outbox.Items.Count == 0, () => $"{next.Outbox.Items.Count} are in the outbox");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_example_of_its_README_runs()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "clients/dotnet/README.md"));
        var example = lines.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```").SkipWhile(line => !line.StartsWith("async", StringComparison.Ordinal)).ToList();
        var code = File.ReadAllLines(Path.Combine(Repository.Root, "tests/EndToEnd/Clients/NetExample.cs")).Where(line => line.StartsWith("        ", StringComparison.Ordinal) || line.Length == 0);
        Assert.Equal(example, code.Select(line => line.Length == 0 ? line : line[8..]).SkipWhile(line => !line.StartsWith("async", StringComparison.Ordinal)));
        using var console = new StringWriter();

        await NetExample.RunAsync(world.Address.GetLeftPart(UriPartial.Authority), world.Authority.GetLeftPart(UriPartial.Authority), console)
            .WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

        Assert.Equal($"2 alice: Pizza?{Environment.NewLine}1 found{Environment.NewLine}", console.ToString());
    }

    static IReadOnlyList<string> Numbered(int count) => [.. Enumerable.Range(1, count).Select(number => $"message {number}")];

    static bool IsTo(HttpRequestMessage request, string end) => request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith(end, StringComparison.Ordinal);
}
