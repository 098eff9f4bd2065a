using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;
using Messaging.Route.Log;
using Messaging.Route.Rules;

namespace Messaging.Unit.Route;

public class When_transactions_are_large : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Fact]
    public async Task A_creation_with_the_most_members_is_one_transaction_of_100_rows()
    {
        var users = Enumerable.Range(0, Limits.MembersPerCommand).Select(i => $"u{i}").ToArray();

        await _world.NewInstance().RouteAsync(Some.Group("ann", users));

        Assert.Single(_world.Faults.Journal, "commit");
        Assert.Equal(97, (await _world.HeadAsync())!.MemberCount);
        Assert.Equal(97, (await _world.Reader.MembersAsync(Some.Tenant, Some.Conversation, default)).Count);
        Assert.Equal(97, _world.Groups.In.Count);
    }

    [Fact]
    public async Task Two_hundred_messages_take_as_few_transactions_as_100_rows_allow()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"));

        await route.RouteAsync([.. Enumerable.Range(0, 200).Select(i => Some.Message("ann", $"{i}"))]);

        // A head and 49 messages with an entry and a fate each are 99 rows.
        Assert.Equal(1 + 5, _world.Faults.Journal.Count(it => it == "commit"));
        Assert.Equal(Enumerable.Range(1, 201).Select(seq => (long)seq), (await _world.LogAsync()).Select(it => it.Seq));
        Assert.Equal(Enumerable.Range(1, 201).Select(seq => (long)seq), _world.Queue.Entries.Select(it => it.Seq));
    }

    [Theory]
    [InlineData("😀"), InlineData("\u0001"), InlineData("\""), InlineData("x")]
    public async Task The_longest_texts_and_their_edits_fit_whatever_they_are_made_of(string character)
    {
        var route = _world.NewInstance();
        var text = string.Concat(Enumerable.Repeat(character, Limits.TextBytes / System.Text.Encoding.UTF8.GetByteCount(character)));
        await route.RouteAsync(Some.Group("ann"));

        await route.RouteAsync([.. Enumerable.Range(2, 30).SelectMany(seq =>
            new[] { Some.Message("ann", $"m{seq}", text) }), .. Enumerable.Range(2, 30).Select(seq => Some.Edit("ann", $"e{seq}", seq, text + "!"))]);

        var log = await _world.LogAsync();
        Assert.Equal(61, log.Count);
        Assert.All(log.Skip(1), entry => Assert.Equal(text + "!", entry.Text));
        Assert.Equal(log.Skip(1).Select(it => it.Seq), _world.Queue.Entries.Select(it => it.Seq).Skip(1));
    }

    [Fact]
    public void A_draft_ends_before_the_command_that_would_exceed_a_limit()
    {
        var head = new Head { Seq = 1, Messages = 0, Epoch = "e", Kind = ConversationKinds.Group, MemberCount = 1, LastTime = default };
        var draft = new Draft(new(Some.Tenant, Some.Conversation), Conversation.With(head));
        draft.Learn("ann", new("ann", MemberRoles.Owner, default, default));
        var text = new string('x', Limits.TextBytes);

        var taken = 0;
        for (var added = true; added; taken += added ? 1 : 0)
        {
            var command = Some.Message("ann", $"{taken}", text);
            added = draft.TryAdd(command, Rule.Decide(command, draft.View(DateTimeOffset.UnixEpoch, "")));
        }

        Assert.Equal(49, taken);
        Assert.Equal(99, draft.Actions().Count());
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
