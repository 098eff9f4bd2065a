using System.Text.Json;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.FanOut;

public sealed class When_a_single_user_is_concerned
{
    readonly FanOutWorld _world = new();

    [Fact]
    public async Task A_refused_command_is_told_to_its_sender()
    {
        var notices = await _world.RunAsync(Some.Fact(new EntriesAppended
        {
            Rejections = [new() { Tenant = "acme", Sender = "ann", ConversationId = "a", ClientMessageId = "1", Reason = RejectionReasons.NotMember }],
        }, "entries-appended"));

        var notice = Assert.Single(notices);
        Assert.Equal((Hub.Rejected, "acme|ann"), (notice.Target, notice.UserId));
        Assert.Equal("""[{"conversationId":"a","clientMessageId":"1","reason":"not-a-member"}]""", JsonSerializer.Serialize(notice.Arguments));
    }

    [Fact]
    public async Task A_removed_member_is_told_so_and_gets_no_entries()
    {
        _world.HasMembers("a", "ann");
        var notices = await _world.RunAsync(Some.Appended(Some.Append("a", Some.Members(2, EntryKinds.MembersRemoved, "bob"), Some.Message(3))));

        var notice = Assert.Single(notices);
        Assert.Equal((Hub.Inbox, "acme|bob"), (notice.Target, notice.UserId));
        Assert.Equal("""[{"conversationId":"a","removed":true}]""", JsonSerializer.Serialize(notice.Arguments));
        Assert.All(_world.Entries, sent => Assert.Equal("c|acme|a", sent.Group));
    }

    [Fact]
    public async Task An_invited_user_is_told_so_and_hinted()
    {
        _world.HasMembers("a", "ann");
        var notices = await _world.RunAsync(Some.Appended(Some.Append("a", Some.Members(2, EntryKinds.MembersInvited, "bob"))));

        var notice = Assert.Single(notices);
        Assert.Equal((Hub.Inbox, "acme|bob"), (notice.Target, notice.UserId));
        Assert.Equal("""[{"conversationId":"a","removed":false,"invited":true}]""", JsonSerializer.Serialize(notice.Arguments));
        Assert.Equal(["bob"], Assert.Single(_world.Hints.SelectMany(hint => hint.Touches), touch => touch.Invited is true).Users);
    }

    [Fact]
    public async Task One_who_is_no_longer_invited_is_told_so_and_only_the_last_word_counts()
    {
        _world.HasMembers("a", "ann");
        var notices = await _world.RunAsync(Some.Appended(Some.Append("a", Some.Members(2, EntryKinds.MembersInvited, "bob"), Some.Members(3, EntryKinds.MembersUninvited, "bob"))));

        Assert.Equal("""[{"conversationId":"a","removed":false,"invited":false}]""", JsonSerializer.Serialize(Assert.Single(notices).Arguments));
        Assert.DoesNotContain(_world.Hints.SelectMany(hint => hint.Touches), touch => touch.Invited is true);
    }

    [Fact]
    public async Task Nothing_is_returned_when_nobody_is()
    {
        _world.HasMembers("a", "ann");
        Assert.Empty(await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1)))));
    }
}
