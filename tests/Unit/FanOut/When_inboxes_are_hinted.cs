using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.FanOut;

public sealed class When_inboxes_are_hinted
{
    readonly FanOutWorld _world = new();

    IEnumerable<Touch> Touches => _world.Hints.SelectMany(hint => hint.Touches);
    IEnumerable<CursorMove> Cursors => _world.Hints.SelectMany(hint => hint.Cursors);

    public When_inboxes_are_hinted() => _world.HasMembers("a", "ann", "bob");

    [Fact]
    public async Task All_members_are_hinted_and_then_not_again_for_30_seconds()
    {
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1))));
        _world.Time.Advance(TimeSpan.FromSeconds(29));
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(2))));
        Assert.Equal(["ann", "bob"], Assert.Single(Touches).Users.Order());

        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(3))));
        Assert.Equal(2, Touches.Count());
    }

    [Fact]
    public async Task A_senders_own_cursor_moves_to_the_last_own_message_each_time()
    {
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1), Some.Message(2), Some.Message(3, "bob"))));
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(4))));

        Assert.Equal(
            [("ann", 2L, 2L), ("ann", 4L, 4L), ("bob", 3L, 3L)],
            Cursors.Select(cursor => (cursor.User, cursor.Seq, cursor.Ordinal)).Order());
    }

    [Fact]
    public async Task Above_250_members_only_newcomers_are_hinted()
    {
        await _world.RunAsync(Some.Appended(
            Some.Append("big", Some.Message(1), Some.Members(2, EntryKinds.MembersAdded, "carl")) with { MemberCount = 251 }));

        Assert.Equal(["carl"], Assert.Single(Touches).Users);
    }

    [Fact]
    public async Task Who_came_or_went_is_hinted_at_once()
    {
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1))));
        await _world.RunAsync(Some.Appended(Some.Append("a",
            Some.Members(2, EntryKinds.MembersAdded, "carl", "dora"), Some.Members(3, EntryKinds.MembersRemoved, "bob", "dora"))));

        Assert.Equal(["carl"], Assert.Single(Touches.Skip(1), touch => !touch.Removed).Users);
        Assert.Equal(["bob", "dora"], Assert.Single(Touches.Skip(1), touch => touch.Removed).Users.Order());
    }

    [Fact]
    public async Task Conversations_of_one_tenant_share_a_queue_message_and_tenants_do_not()
    {
        _world.HasMembers("b", "ann");
        await _world.RunAsync(Some.Appended(
            Some.Append("a", Some.Message(1)), Some.Append("b", Some.Message(1)),
            Some.Append("a", Some.Members(1, EntryKinds.MembersAdded, "eve")) with { Tenant = "other", MemberCount = 300 }));

        Assert.Equal(["acme", "other"], _world.Hints.Select(hint => hint.Tenant).Order());
        Assert.Equal(["a", "b"], _world.Hints.Single(hint => hint.Tenant == "acme").Touches.Select(touch => touch.ConversationId).Order());
    }

    [Fact]
    public async Task No_queue_message_holds_more_than_500_users()
    {
        string[] users = [.. Enumerable.Range(0, 240).Select(i => $"u{i}")];
        foreach (var conversation in (string[])["a", "b", "c"]) _world.HasMembers(conversation, users);
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1)), Some.Append("b", Some.Message(1)), Some.Append("c", Some.Message(1))));

        Assert.Equal(3 * 240, Touches.Sum(touch => touch.Users.Count));
        Assert.All(_world.Hints, hint => Assert.InRange(hint.Touches.Sum(touch => touch.Users.Count) + hint.Cursors.Count, 1, 500));
        Assert.Equal(2, _world.Hints.Count);
    }

    [Fact]
    public async Task A_hint_that_was_not_accepted_is_sent_with_the_retry()
    {
        _world.FailingQueues.Add("sync");
        var message = Some.Appended(Some.Append("a", Some.Message(1)));
        await _world.RunAsync(message);
        Assert.Empty(_world.Hints);
        Assert.Single(_world.Retries);

        _world.FailingQueues.Clear();
        await _world.RunAsync(message);
        Assert.Equal(["ann", "bob"], Assert.Single(Touches).Users.Order());
    }
}
