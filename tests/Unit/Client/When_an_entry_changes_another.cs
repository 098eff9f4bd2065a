using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_an_entry_changes_another
{
    [Fact]
    public void An_edit_takes_the_place_of_the_text_and_a_deletion_takes_it_out()
    {
        var world = new LogWorld(2).Open();

        world.Add(Some.Edit(3, 1, "better"), Some.Message(4) with { Kind = EntryKinds.MessageDeleted, Target = 2, Text = null });

        Assert.Equal(("better", Some.Time.AddSeconds(3)), (world.Log.Entries[0].Text, world.Log.Entries[0].EditedAt));
        Assert.Equal((null, Some.Time.AddSeconds(4)), (world.Log.Entries[1].Text, world.Log.Entries[1].DeletedAt));
    }

    [Fact]
    public void An_edit_that_a_later_one_has_superseded_takes_nothing_away()
    {
        var world = new LogWorld(1).Open();

        world.Add(Some.Edit(2, 1, null));

        Assert.Equal(("message 1", 2L), (world.Log.Entries[0].Text, world.Log.Entries[0].ChangedBy));
    }

    [Fact]
    public void What_a_page_shows_already_is_not_done_to_it_again()
    {
        var world = new LogWorld(2);
        world.Server[0] = world.Server[0] with { Text = "newest", Reactions = [new("+1", 1)], ChangedBy = 4 };
        world.Open();

        world.Add(Some.Edit(3, 1, "older"), Reaction(4, EntryKinds.ReactionAdded), Reaction(5, EntryKinds.ReactionAdded));

        Assert.Equal("newest", world.Log.Entries[0].Text);
        Assert.Equal([new("+1", 2)], world.Log.Entries[0].Reactions!);
    }

    [Fact]
    public void Reactions_are_counted_and_gone_with_the_last()
    {
        var world = new LogWorld(1).Open();

        world.Add(Reaction(2, EntryKinds.ReactionAdded), Reaction(3, EntryKinds.ReactionAdded));
        Assert.Equal([new("+1", 2)], world.Log.Entries[0].Reactions!);
        world.Add(Reaction(4, EntryKinds.ReactionRemoved), Reaction(5, EntryKinds.ReactionRemoved));

        Assert.Null(world.Log.Entries[0].Reactions);
    }

    [Fact]
    public void An_answer_counts_in_the_first_message_of_its_thread_and_a_pin_shows()
    {
        var world = new LogWorld(1).Open();

        world.Add(Some.Message(2) with { Thread = 1 }, Some.Message(3) with { Kind = EntryKinds.MessagePinned, Target = 1 });

        Assert.Equal((1L, Some.Time.AddSeconds(3)), (world.Log.Entries[0].Replies, world.Log.Entries[0].PinnedAt));
    }

    [Fact]
    public void An_earlier_page_that_was_read_before_an_edit_came_live_shows_the_edit()
    {
        var world = new LogWorld(60).Open();
        world.Meanwhile = () =>
        {
            world.Log.Add([Some.Edit(61, 3, "better")], "e");
            return Task.CompletedTask;
        };

        world.Hand.End(world.Hand.Begin(world.Log.LoadOlderAsync));

        Assert.Equal("better", world.Log.Entries[2].Text);
    }

    static Entry Reaction(long seq, string kind) => Some.Message(seq) with { Kind = kind, Target = 1, Reaction = "+1", Text = null };
}
