using FsCheck;
using FsCheck.Xunit;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.FanOut;

public sealed class When_entries_were_appended
{
    readonly FanOutWorld _world = new();

    public When_entries_were_appended()
    {
        _world.HasMembers("a", "ann", "bob");
        _world.HasMembers("b", "ann", "bob");
    }

    [Fact]
    public async Task A_conversation_gets_one_send_per_batch_with_each_entry_once_in_rising_seq()
    {
        await _world.RunAsync(
            Some.Appended(Some.Append("a", Some.Message(3), Some.Message(4)), Some.Append("b", Some.Message(1))),
            Some.Appended(Some.Append("a", Some.Message(1), Some.Message(2), Some.Message(3))));

        var a = Assert.Single(_world.Entries, sent => sent.Group == "c|acme|a");
        Assert.Equal([1, 2, 3, 4], a.Event.Entries.Select(entry => entry.Seq));
        Assert.Equal(("a", "e1"), (a.Event.ConversationId, a.Event.Epoch));
        Assert.Single(_world.Entries, sent => sent.Group == "c|acme|b");
    }

    [Fact]
    public async Task Tenants_never_share_a_send()
    {
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1)), Some.Append("a", Some.Message(2)) with { Tenant = "other" }));

        Assert.Equal(["c|acme|a", "c|other|a"], _world.Entries.Select(sent => sent.Group).Order());
    }

    [Fact]
    public async Task A_large_share_is_split_at_256_KB_and_its_parts_keep_their_order()
    {
        var text = new string('x', 28 * 1024);
        await _world.RunAsync(Some.Appended(Some.Append("a", [.. Enumerable.Range(1, 20).Select(seq => Some.Message(seq, text: text))])));

        Assert.Equal([9, 9, 2], _world.Entries.Select(sent => sent.Event.Entries.Count));
        Assert.Equal(Enumerable.Range(1, 20).Select(seq => (long)seq), _world.Entries.SelectMany(sent => sent.Event.Entries).Select(entry => entry.Seq));
    }

    [Fact]
    public async Task Receipts_go_to_the_group_in_one_event_each_reader_folded_to_the_furthest_and_what_is_read_is_received()
    {
        await _world.RunAsync(
            Some.Fact(new CursorsMoved("acme", [new("a", "bob", 7, 6), new("a", "ann", 6, 5), new("b", "ann", 1, 0)]), "cursors-moved"),
            Some.Fact(new CursorsMoved("acme", [new("a", "bob", 5, 4, Delivered: 9)]), "cursors-moved"));

        var a = Assert.Single(_world.Receipts, sent => sent.Group == "c|acme|a").Event;
        Assert.Equal([new("ann", 6, 6), new("bob", 7, 9)], a.Receipts.OrderBy(receipt => receipt.User));
        Assert.Single(_world.Receipts, sent => sent.Group == "c|acme|b");
    }

    [Property(MaxTest = 200)]
    public async Task However_entries_are_spread_over_queue_messages_each_reaches_the_screens_once(NonNegativeInt[] conversations, PositiveInt perMessage)
    {
        var seqs = new Dictionary<string, int>();
        var appends = conversations.Select(number =>
        {
            var id = $"c{number.Get % 5}";
            _world.HasMembers(id, "ann");
            return Some.Append(id, Some.Message(seqs[id] = seqs.GetValueOrDefault(id) + 1));
        });
        var before = _world.Entries.Count;

        await _world.RunAsync([.. appends.Chunk(perMessage.Get).Select(Some.Appended)]);

        var sent = _world.Entries.Skip(before).ToDictionary(one => one.Event.ConversationId, one => one.Event.Entries.Select(entry => entry.Seq));
        Assert.Equal(seqs.Keys.Order(), sent.Keys.Order());
        foreach (var (id, last) in seqs) Assert.Equal(Enumerable.Range(1, last).Select(seq => (long)seq), sent[id]);
    }
}
