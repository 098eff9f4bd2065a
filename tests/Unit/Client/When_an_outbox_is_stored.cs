using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_an_outbox_is_stored : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("outbox-");

    string File => Path.Combine(folder.FullName, "outbox.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void What_was_not_answered_when_the_process_ended_is_sent_again_under_its_id_and_in_order()
    {
        var world = new ClientWorld();
        world.Answers[ClientWorld.Post] = count => count == 1 ? new TaskCompletionSource<object?>().Task : null;
        world.Start();
        _ = world.Conversation.SendAsync("one");
        _ = world.Conversation.SendAsync(new NewMessage { Text = "two", Mentions = ["bob"] });
        world.Hand.Settle();

        // The first client is never heard of again, as if its process had been killed.
        var next = world.NewClient();
        world.Hand.End(next.StartAsync());

        var sent = world.Of(ClientWorld.Post).Select(asked => asked.Body<NewMessages>().Messages![0]).ToList();
        Assert.Equal(["one", "one", "two"], sent.Select(message => message.Text));
        Assert.Equal(sent[0].ClientMessageId, sent[1].ClientMessageId);
        Assert.Equal(["bob"], sent[2].Mentions!);
    }

    [Fact]
    public void A_file_has_what_was_last_saved()
    {
        var storage = new FileStorage(File);
        Assert.Null(storage.Load("a"));
        storage.Save("a", "one");
        storage.Save("b", "ä");
        storage.Save("a", "two");

        var again = new FileStorage(File);

        Assert.Equal(("two", "ä"), (again.Load("a"), again.Load("b")));
        Assert.Equal(["outbox.json"], folder.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public void A_file_that_was_half_written_is_not_read()
    {
        new FileStorage(File).Save("a", "one");
        System.IO.File.WriteAllText($"{File}.next", "{\"a\":");

        var again = new FileStorage(File);
        Assert.Equal("one", again.Load("a"));
        again.Save("a", "two");

        Assert.Equal("two", new FileStorage(File).Load("a"));
    }

    [Fact]
    public void A_message_that_cannot_be_stored_is_refused_to_its_sender()
    {
        var world = new ClientWorld();
        var client = new MessagingClient(new()
        {
            Url = new("http://front"),
            User = "alice",
            Token = (_, _) => new("token"),
            Storage = new Full(),
            HttpClient = new(world, disposeHandler: false),
            TimeProvider = world.Hand.Time,
            Scheduler = world.Hand.Scheduler,
            Connect = negotiated => new FakeLink(negotiated),
        });
        world.Hand.End(client.StartAsync());

        Assert.Throws<IOException>(() => world.Hand.End(client.Conversation("c").SendAsync("Hello")));

        Assert.Empty(client.Outbox.Items);
        Assert.Empty(world.Of(ClientWorld.Post));
    }

    sealed class Full : IOutboxStorage
    {
        public string? Load(string key) => null;

        public void Save(string key, string value) => throw new IOException("No space is left.");
    }
}
