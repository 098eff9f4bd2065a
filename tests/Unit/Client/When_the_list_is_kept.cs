using Messaging.Client;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Client;

public sealed class When_the_list_is_kept
{
    static readonly ConversationSummary Summary = Some.Summary(3);

    [Fact]
    public void Messages_of_others_count_as_unread_once()
    {
        var list = Of("alice");

        Assert.True(list.Follow("c", [Some.Message(4), Some.Message(5) with { Mentions = ["alice"] }], "e"));
        Assert.True(list.Follow("c", [Some.Message(5)], "e"));

        Assert.Equal((5, 2, 1), (list.Get("c")!.Seq, list.Get("c")!.Unread, list.Get("c")!.UnreadMentions));
        Assert.Equal("message 5", list.Newest("c")!.Text);
    }

    [Fact]
    public void Ones_own_message_reads_what_came_before_it()
    {
        var list = Of("alice");

        list.Follow("c", [Some.Message(4), Some.Message(5, "alice")]);

        Assert.Equal((0, 5), (list.Get("c")!.Unread, list.Get("c")!.ReadSeq));
    }

    [Fact]
    public void A_gap_and_another_epoch_and_members_are_for_the_server_to_tell()
    {
        var list = Of("alice");

        Assert.False(list.Follow("c", [Some.Message(6)]));
        Assert.False(list.Follow("c", [Some.Message(4)], "e2"));
        Assert.False(list.Follow("unknown", [Some.Message(1)]));
        Assert.Equal((3, 0), (list.Get("c")!.Seq, list.Get("c")!.Unread));
        Assert.False(list.Follow("c", [Some.Message(4) with { Kind = EntryKinds.MembersAdded }]));
        Assert.Equal(4, list.Get("c")!.Seq);
    }

    [Fact]
    public void What_has_overtaken_counts_as_soon_as_the_gap_closes_once()
    {
        var list = Of("alice");
        Assert.False(list.Follow("c", [Some.Message(5)]));
        Assert.True(list.Follow("c", [Some.Message(5), Some.Message(4)]));
        Assert.Equal((5, 2), (list.Get("c")!.Seq, list.Get("c")!.Unread));

        list.Follow("c", [Some.Message(7)]);
        list.Apply(Some.Answer(Summary with { Seq = 6, Unread = 3 }));

        Assert.Equal((7, 4), (list.Get("c")!.Seq, list.Get("c")!.Unread));
    }

    [Fact]
    public void A_late_answer_does_not_take_back_what_came_live()
    {
        var list = Of("alice");
        list.Follow("c", [Some.Message(4)]);

        list.Apply(Some.Answer(Summary));

        Assert.Equal(1, list.Get("c")!.Unread);
    }

    [Fact]
    public void An_answer_that_begins_anew_takes_the_place_of_everything()
    {
        var list = Of("alice");

        list.Apply(Some.Answer(Some.Summary(1, "d")) with { Restart = true });

        Assert.Equal(["d"], list.List.Select(one => one.ConversationId));
    }

    [Fact]
    public void What_is_read_in_part_stays_unread_until_the_server_counts_it()
    {
        var list = Of("alice");
        list.Follow("c", [Some.Message(4), Some.Message(5)]);

        Assert.True(list.Read("c", 4));
        Assert.Equal((4, 2), (list.Get("c")!.ReadSeq, list.Get("c")!.Unread));
        Assert.True(list.Read("c", 5));
        Assert.Equal(0, list.Get("c")!.Unread);
        Assert.False(list.Read("c", 5));
    }

    [Fact]
    public void A_mark_as_unread_goes_away_by_reading_even_without_anything_new()
    {
        var list = Of("alice");
        list.Apply(Some.Answer(Summary with { Unread = 2, UnreadFrom = 2 }));

        Assert.True(list.Read("c", 3));

        Assert.Equal((null, 0), (list.Get("c")!.UnreadFrom, list.Get("c")!.Unread));
    }

    [Fact]
    public void Pinned_ones_come_first_and_muted_ones_are_not_in_the_total()
    {
        var list = new Conversations("alice");

        list.Apply(Some.Answer(
            Some.Summary(1, "new") with { Unread = 2, LastActivity = Some.Time.AddDays(1) },
            Some.Summary(1, "old") with { Unread = 2, Pinned = true },
            Some.Summary(1, "muted") with { Unread = 2, MutedUntil = Some.Time.AddDays(30) }));

        Assert.Equal(["old", "new", "muted"], list.List.Select(one => one.ConversationId));
        Assert.Equal((4, 6), (list.Unread(Some.Time.AddDays(5)), list.Unread(Some.Time.AddDays(60))));
    }

    [Fact]
    public void A_conversation_appears_with_its_first_entry_and_counts_what_came_before_it()
    {
        var list = new Conversations("bob");
        Assert.False(list.Follow("d", [Some.Message(2, "alice")], "e"));

        Assert.True(list.Follow("d", [Some.Creation("alice", "bob")], "e"));

        Assert.Equal(("alice", 1, 2), (list.Get("d")!.With, list.Get("d")!.Unread, list.Get("d")!.MemberCount));
        Assert.Equal("message 2", list.Newest("d")!.Text);
    }

    static Conversations Of(string user)
    {
        var list = new Conversations(user);
        list.Apply(Some.Answer(Summary));
        return list;
    }
}
