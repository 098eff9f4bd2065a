namespace Messaging.Unit.Client;

public sealed class When_a_log_begins_anew
{
    [Fact]
    public void A_log_of_another_epoch_is_begun_anew()
    {
        var world = new LogWorld(9).Open();
        (world.Epoch, world.Server) = ("e2", [.. Some.Messages(1, 4)]);
        world.Add(Some.Message(5));
        Assert.Equal([1, 2, 3, 4], world.Seqs);
        Assert.Equal(["8", "9", "restart", "1"], world.Told[7..11]);

        world.Take(new() { ConversationId = "c", Epoch = "e3", Entries = Some.Messages(2, 3), Gap = new(1, 1), Restart = true });

        Assert.Equal([2, 3], world.Seqs);
        Assert.True(world.Log.HasOlder);
        Assert.Equal(["restart", "2", "3"], world.Told[^3..]);
    }

    [Fact]
    public void What_came_of_an_older_state_while_the_page_was_on_its_way_is_not_shown()
    {
        var world = new LogWorld(2);
        world.Hand.Do(() => world.Log.Add([Some.Message(3) with { Text = "of before" }, Some.Message(4)], "before"));
        world.Add(Some.Message(4) with { Text = "of now" });

        world.Open();
        Assert.Equal([1, 2], world.Seqs);
        world.Add(Some.Message(3));

        Assert.Equal(["message 1", "message 2", "message 3", "of now"], world.Log.Entries.Select(entry => entry.Text));
    }

    [Fact]
    public void Beginning_anew_is_tried_until_it_succeeds()
    {
        var world = new LogWorld(1).Open();
        (world.Epoch, world.Server) = ("e2", [.. Some.Messages(1, 2)]);
        world.Meanwhile = () => throw new HttpRequestException("The network is gone.");

        world.Add(Some.Message(3));
        Assert.Equal("e", world.Log.Epoch);
        world.Hand.Move(2);

        Assert.Equal("e2", world.Log.Epoch);
        Assert.Equal([1, 2], world.Seqs);
    }
}
