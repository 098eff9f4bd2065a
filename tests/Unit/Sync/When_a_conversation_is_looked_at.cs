using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Unit.Sync;

public sealed class When_a_conversation_is_looked_at : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob", "c|d", "eve"], messages: 3);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task It_tells_what_it_is_and_what_the_caller_is_in_it()
    {
        await PutAsync(new Member("ada", MemberRoles.Moderator, Now, Now) { MutedUntil = Now.AddHours(1) });
        var found = (await _world.ReadConversation.RunAsync(Ask("ada"), "c", default)).Body<ConversationDetails>();
        Assert.Equal(("group", "e1", 4L, 4), (found.Kind, found.Epoch, found.Seq, found.MemberCount));
        Assert.Equal((MemberRoles.Moderator, Now.AddHours(1)), (found.Role, found.MutedUntil));
        _world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null((await _world.ReadConversation.RunAsync(Ask("ada"), "c", default)).Body<ConversationDetails>().MutedUntil);
    }

    [Fact]
    public async Task Its_members_come_page_by_page_each_once()
    {
        var (users, next) = (new List<string>(), "");
        do
        {
            var page = (await _world.ListMembers.RunAsync(Ask("ada", $"?limit=3{next}"), "c", default)).Body<MemberPage>();
            users.AddRange(page.Members.Select(member => member.User));
            next = page.Next is { } after ? $"&after={Uri.EscapeDataString(after)}" : null;
        } while (next is not null);
        Assert.Equal(["ada", "bob", "c|d", "eve"], users);
    }

    [Fact]
    public async Task A_full_last_page_says_that_it_is_the_last() =>
        Assert.Null((await _world.ListMembers.RunAsync(Ask("ada", "?limit=4"), "c", default)).Body<MemberPage>().Next);

    [Fact]
    public async Task Its_pinned_messages_are_read_as_they_are_now()
    {
        foreach (var seq in new long[] { 2, 3, 4 }) await PinAsync(seq);
        await PutAsync(Message(4) with { PinnedAt = null, DeletedAt = Now });

        var first = (await _world.ListPins.RunAsync(Ask("bob", "?limit=1"), "c", default)).Body<EntryPage>();
        var rest = (await _world.ListPins.RunAsync(Ask("bob", $"?after={first.Next}"), "c", default)).Body<EntryPage>();

        Assert.Equal((2, true), (Assert.Single(first.Entries).Seq, first.More));
        Assert.Equal((3, false), (Assert.Single(rest.Entries).Seq, rest.More));
    }

    [Theory]
    [InlineData("?limit=0"), InlineData("?limit=1001"), InlineData("?limit=x")]
    public async Task A_limit_that_is_none_is_named(string query)
    {
        IActionResult[] answers =
        [
            await _world.ListMembers.RunAsync(Ask("ada", query), "c", default), await _world.ListPins.RunAsync(Ask("ada", query), "c", default),
            await _world.ListReactions.RunAsync(Ask("ada", query), "c", 2, default),
        ];
        Assert.All(answers, answer => Assert.Equal((400, "limit"), (answer.Status(), answer.Body<Problem>().Field)));
    }

    [Fact]
    public async Task Only_members_may()
    {
        foreach (var (caller, status) in new[] { ("zoe", 403), (null, 401) })
        {
            Assert.Equal(status, (await _world.ReadConversation.RunAsync(Ask(caller), "c", default)).Status());
            Assert.Equal(status, (await _world.ListMembers.RunAsync(Ask(caller), "c", default)).Status());
            Assert.Equal(status, (await _world.ListPins.RunAsync(Ask(caller), "c", default)).Status());
            Assert.Equal(status, (await _world.ListReactions.RunAsync(Ask(caller), "c", 2, default)).Status());
            Assert.Equal(status, (await _world.ListInvited.RunAsync(Ask(caller), "c", default)).Status());
            Assert.Equal(status, (await _world.ListBanned.RunAsync(Ask(caller), "c", default)).Status());
        }
    }

    [Fact]
    public async Task Who_is_invited_or_banned_only_moderators_see()
    {
        await PutAsync(new Member("ada", MemberRoles.Moderator, Now, Now));
        await PutAsync(new Mark(Keys.Invitation("yan"), "ada", Now, 5));
        await PutAsync(new Mark(Keys.Ban("zoe"), "bob", Now, 6));

        var invited = (await _world.ListInvited.RunAsync(Ask("ada"), "c", default)).Body<UserPage>();
        var banned = (await _world.ListBanned.RunAsync(Ask("ada"), "c", default)).Body<UserPage>();

        Assert.Equal([new("yan", "ada", Now)], invited.Users);
        Assert.Equal([new("zoe", "bob", Now)], banned.Users);
        Assert.Equal("not-allowed", (await _world.ListInvited.RunAsync(Ask("bob"), "c", default)).Body<Problem>().Type);
        Assert.Equal("not-allowed", (await _world.ListBanned.RunAsync(Ask("bob"), "c", default)).Body<Problem>().Type);
    }

    DateTimeOffset Now { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    static HttpRequest Ask(string? caller, string query = "") => SyncWorld.Request(caller, query);

    Entry Message(long seq) => new()
    {
        Seq = seq,
        Ordinal = seq - 1,
        Kind = EntryKinds.Message,
        Sender = "ada",
        ClientMessageId = $"m{seq}",
        Time = Now,
        Text = $"text {seq}",
        PinnedAt = Now,
    };

    async Task PinAsync(long seq)
    {
        await PutAsync(Message(seq));
        await PutAsync(new Mark(Keys.Pin(seq), "ada", Now, seq));
    }

    Task PutAsync(Member member) => _world.PutAsync("c", member.Row);
    Task PutAsync(Mark mark) => _world.PutAsync("c", mark.Row);
    Task PutAsync(Entry entry) => _world.PutAsync("c", entry.Row);
}
