using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.FanOut;

public sealed class When_other_services_subscribe
{
    readonly FanOutWorld _world = new();

    public When_other_services_subscribe()
    {
        _world.FanOut.Events = true;
        _world.HasMembers("a", "ann");
        _world.HasMembers("b", "ann");
    }

    [Fact]
    public async Task Each_conversation_and_kind_is_one_message_with_what_rules_filter_by()
    {
        await _world.RunAsync(
            Some.Appended(Some.Append("a", Some.Message(3), Some.Members(2, EntryKinds.MembersAdded, "bob"))),
            Some.Appended(Some.Append("a", Some.Message(1)), Some.Append("b", Some.Message(1))));

        Assert.Equal(
            ["acme a message: 1,3", "acme a members-added: 2", "acme b message: 1"],
            _world.Events.Select(message => $"{message.ApplicationProperties["tenant"]} {message.ApplicationProperties["conversationId"]} {message.ApplicationProperties["kind"]}: "
                + string.Join(',', Fact(message.Body).Entries.Select(entry => entry.Seq))));
        Assert.All(_world.Events, message => Assert.Equal(FactTypes.EntriesPublished, message.Subject));
    }

    [Fact]
    public async Task The_same_entries_have_the_same_id_again()
    {
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1))));
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1))));
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(2))));

        Assert.Equal(3, _world.Events.Count);
        Assert.Equal(2, _world.Events.Select(message => message.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_topic_that_takes_nothing_holds_up_no_screen_and_no_inbox()
    {
        _world.FailingQueues.Add(Topics.Events);
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1))));

        Assert.Single(_world.Entries);
        Assert.NotEmpty(_world.Hints);
        Assert.Single(_world.Retries);
    }

    [Fact]
    public async Task Where_nobody_does_nothing_is_published()
    {
        _world.FanOut.Events = false;
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1))));

        Assert.Empty(_world.Events);
    }

    [Fact]
    public async Task Large_entries_are_cut_into_messages_that_Service_Bus_takes()
    {
        var text = new string('x', Limits.TextBytes);
        await _world.RunAsync(Some.Appended(Some.Append("a", [.. Enumerable.Range(1, 20).Select(seq => Some.Message(seq, text: text))])));

        Assert.True(_world.Events.Count > 1);
        Assert.All(_world.Events, message => Assert.InRange(message.Body.ToMemory().Length, 1, 210 * 1024));
        Assert.Equal(Enumerable.Range(1, 20).Select(seq => (long)seq), _world.Events.SelectMany(message => Fact(message.Body).Entries).Select(entry => entry.Seq));
    }

    static EntriesPublished Fact(BinaryData body) => JsonSerializer.Deserialize(body, ContractsJson.Wire.EntriesPublished)!;
}
