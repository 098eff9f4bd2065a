using Messaging.Client;

namespace Messaging.Unit.Client;

public sealed class When_a_log_is_kept
{
    [Fact]
    public void Live_entries_are_held_until_the_history_is_there()
    {
        var world = new LogWorld(3);
        world.Add(Some.Message(4));
        Assert.Empty(world.Seqs);

        world.Open();

        Assert.Equal([1, 2, 3, 4], world.Seqs);
    }

    [Fact]
    public void Entries_that_overtake_each_other_or_come_twice_are_shown_once_and_in_order()
    {
        var world = new LogWorld(1).Open();

        world.Add(Some.Message(4));
        Assert.Equal([1], world.Seqs);
        world.Add(Some.Message(2), Some.Message(3));
        world.Add(Some.Message(3), Some.Message(4));

        Assert.Equal([1, 2, 3, 4], world.Seqs);
        Assert.Equal(["1", "2", "3", "4"], world.Told);
        Assert.Equal(0, world.Hand.Time.Waiting);
    }

    [Fact]
    public void Exactly_the_gap_is_fetched_when_it_does_not_close_by_itself()
    {
        var world = new LogWorld(1).Open();
        world.Server = [.. Some.Messages(1, 9)];
        world.Add(Some.Message(5));

        world.Hand.Move(0.4);
        Assert.Single(world.Asked);
        world.Hand.Move(1);

        Assert.Equal([1, 2, 3, 4, 5], world.Seqs);
        Assert.Equal(new PageRange { After = 1, Limit = 3 }, world.Asked[^1]);
        Assert.Equal((2, 0), (world.Asked.Count, world.Hand.Time.Waiting));
    }

    [Fact]
    public void A_gap_that_could_not_be_fetched_is_asked_for_again()
    {
        var world = new LogWorld(1).Open();
        world.Server = [.. Some.Messages(1, 3)];
        world.Meanwhile = () => throw new HttpRequestException("The network is gone.");
        world.Add(Some.Message(3));

        world.Hand.Move(1);
        Assert.Equal([1], world.Seqs);
        world.Hand.Move(1);

        Assert.Equal([1, 2, 3], world.Seqs);
    }

    [Fact]
    public void The_gap_of_a_catch_up_is_read_page_after_page()
    {
        var world = new LogWorld(30).Open();
        world.Server = [.. Some.Messages(1, 450)];

        world.Take(new() { ConversationId = "c", Epoch = "e", Entries = Some.Messages(441, 450), Gap = new(31, 440) });

        Assert.Equal(Enumerable.Range(1, 450).Select(seq => (long)seq), world.Seqs);
        Assert.Equal([30, 230, 430], world.Asked.Skip(1).Select(range => range.After!.Value));
    }

    [Fact]
    public void Earlier_entries_are_put_before_the_first_one_and_come_once()
    {
        var world = new LogWorld(120).Open();
        Assert.True(world.Log.HasOlder);

        var answer = new TaskCompletionSource();
        world.Meanwhile = () => answer.Task;

        var loading = world.Hand.Begin(() => Task.WhenAll(world.Log.LoadOlderAsync(), world.Log.LoadOlderAsync()));
        answer.SetResult();
        world.Hand.End(loading);
        Assert.Equal(100, world.Log.Entries.Count);
        world.Hand.End(world.Hand.Begin(world.Log.LoadOlderAsync));

        Assert.False(world.Log.HasOlder);
        Assert.Equal(Enumerable.Range(1, 120).Select(seq => (long)seq), world.Seqs);
    }

    [Fact]
    public void What_is_closed_takes_nothing_more_and_leaves_no_timer()
    {
        var world = new LogWorld(1).Open();
        world.Add(Some.Message(3));

        world.Hand.Do(world.Log.Close);
        world.Add(Some.Message(2));

        Assert.Equal(["1"], world.Told);
        Assert.Equal(0, world.Hand.Time.Waiting);
    }
}
