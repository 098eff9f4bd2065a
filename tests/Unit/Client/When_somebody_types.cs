using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_somebody_types
{
    readonly ClientWorld world = new ClientWorld().Start();

    [Fact]
    public void The_others_hear_of_it_every_eight_seconds_in_each_conversation_and_at_once_after_a_message()
    {
        Type("c", "c", "d");
        Assert.Equal(["typing c", "typing d"], Sent);
        world.Hand.Move(7.9);
        Type("c");
        Assert.Equal(2, Sent.Count);
        world.Hand.Move(0.1);
        Type("c");
        Assert.Equal(3, Sent.Count);

        world.Hand.End(world.Conversation.SendAsync("Hello"));
        Type("c");

        Assert.Equal(4, Sent.Count);
    }

    [Fact]
    public void It_is_shown_for_ten_seconds_since_the_last_notice_or_until_the_message_comes()
    {
        var told = new List<string>();
        world.Client.TypingChanged += (_, typing) => told.Add(string.Join(',', typing.Users));
        world.Tell(new TypingEvent("c", "bob"), new TypingEvent("c", "carol"), new TypingEvent("c", "alice"));
        Assert.Equal(["bob", "carol"], world.Conversation.Typists);

        world.Tell(Some.Live(Some.Message(2, "carol")));
        world.Hand.Move(8);
        world.Tell(new TypingEvent("c", "bob"));
        world.Hand.Move(8);
        Assert.Equal(["bob"], world.Conversation.Typists);
        world.Hand.Move(2);

        Assert.Empty(world.Conversation.Typists);
        Assert.Equal(["bob", "bob,carol", "bob", "bob", ""], told);
    }

    IReadOnlyList<string> Sent => [.. world.Links[0].Sent.Where(sent => sent.StartsWith("typing", StringComparison.Ordinal))];

    void Type(params string[] conversations)
    {
        foreach (var id in conversations) world.Client.Conversation(id).Typing();
        world.Hand.Settle();
    }
}
