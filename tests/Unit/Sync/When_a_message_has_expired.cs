using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Sync;

/// <summary>Its content is hidden from its time on, also while Send or Route is away and nothing has taken it out of the log.</summary>
public sealed class When_a_message_has_expired : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    DateTimeOffset At { get; set; }

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada"], messages: 3);
        At = _world.Time.GetUtcNow().AddMinutes(5);
        var message = new Entry
        {
            Seq = 3,
            Ordinal = 2,
            Kind = EntryKinds.Message,
            Sender = "ada",
            ClientMessageId = "m3",
            Time = _world.Time.GetUtcNow(),
            Text = "secret",
            Content = "secret",
            Reactions = [new("👍", 1)],
            ExpiresAt = At,
        };
        await _world.PutAsync("c", message.Row);
        await _world.PutAsync("c", (message with { Seq = 4, Kind = EntryKinds.MessageEdited, Target = 3, Reactions = null }).Row);
        await _world.TouchAsync("c", "ada");
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(""), InlineData("?after=2&limit=9"), InlineData("?thread=3"), InlineData("?kind=message")]
    public async Task Pages_show_it_as_deleted(string query)
    {
        Assert.Equal("secret", (await PageAsync(query)).Entries.Single(entry => entry.Seq == 3).Text);
        _world.Time.SetUtcNow(At);

        var page = await PageAsync(query);
        var hidden = page.Entries.Single(entry => entry.Seq == 3);
        Assert.Equal((null, null, At, null), (hidden.Text, hidden.Content, hidden.DeletedAt, hidden.Reactions));
        Assert.DoesNotContain(page.Entries, entry => entry.Text == "secret");
    }

    [Fact]
    public async Task It_is_not_found_by_its_text()
    {
        Assert.NotEmpty((await PageAsync("?contains=secret")).Entries);
        _world.Time.SetUtcNow(At);
        Assert.Empty((await PageAsync("?contains=secret")).Entries);
    }

    [Theory]
    [InlineData(0), InlineData(2)]
    public async Task A_device_that_catches_up_does_not_get_it(long known)
    {
        _world.Time.SetUtcNow(At);
        var answer = await _world.SyncAsync("ada", new() { Known = [new("c", "e1", known)] });
        var entries = Assert.Single(answer.Missed).Entries;
        Assert.Equal(At, entries.Single(entry => entry.Seq == 3).DeletedAt);
        Assert.DoesNotContain(entries, entry => entry.Text == "secret");
    }

    async Task<EntryPage> PageAsync(string query) => (await _world.ReadHistory.RunAsync(SyncWorld.Request("ada", query), "c", default)).Body<EntryPage>();
}
