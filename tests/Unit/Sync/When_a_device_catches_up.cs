using System.Buffers.Text;
using System.Text;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Sync;

public sealed class When_a_device_catches_up : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("quiet", ["ada"], messages: 1);
        await _world.HasConversationAsync("busy", ["ada"], messages: 1);
        await _world.TouchAsync("quiet", "ada");
        await _world.TouchAsync("busy", "ada");
        _world.Time.Advance(TimeSpan.FromMinutes(5));
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Without_a_token_it_gets_everything_and_has_nothing_to_forget()
    {
        var answer = await SyncAsync();
        Assert.Equal(["busy", "quiet"], Changed(answer));
        Assert.False(answer.Restart);
    }

    [Fact]
    public async Task With_one_it_gets_what_changed_since()
    {
        var first = await SyncAsync();
        Assert.Empty((await SyncAsync(first.Token)).Changed);

        await _world.TouchAsync("busy", "ada");
        Assert.Equal(["busy"], Changed(await SyncAsync(first.Token)));
    }

    [Fact]
    public async Task A_hint_written_while_the_answer_was_made_is_in_the_next_one()
    {
        var token = (await SyncAsync()).Token;
        await _world.TouchAsync("busy", "ada");
        Assert.Contains("busy", Changed(await SyncAsync(token)));
    }

    [Fact]
    public async Task A_hint_of_an_instance_whose_clock_is_behind_is_not_missed()
    {
        var token = (await SyncAsync()).Token;
        _world.Time.AdjustTime(_world.Time.GetUtcNow() - TimeSpan.FromSeconds(20));
        await _world.TouchAsync("busy", "ada");
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Contains("busy", Changed(await SyncAsync(token)));
    }

    [Fact]
    public async Task A_cursor_moved_on_another_device_is_news()
    {
        var token = (await SyncAsync()).Token;
        await _world.MoveCursor.RunAsync(SyncWorld.Request("ada", body: """{"seq":2}"""), "quiet", default);
        Assert.Equal(0, Assert.Single((await SyncAsync(token)).Changed).Unread);
    }

    [Fact]
    public async Task A_conversation_that_was_left_is_named()
    {
        var token = (await SyncAsync()).Token;
        await _world.LeavesAsync("busy", "ada");
        await _world.TouchAsync("busy", "ada", removed: true);

        var answer = await SyncAsync(token);
        Assert.Equal(["busy"], answer.Removed);
        Assert.Empty(answer.Changed);
    }

    [Fact]
    public async Task A_large_conversation_is_looked_at_without_a_hint_until_it_shrinks()
    {
        _world.Options.LargeMembers = 1;
        await _world.HasConversationAsync("busy", ["ada", "bob"], messages: 1);
        var token = (await SyncAsync()).Token;
        Assert.Equal(["busy"], Changed(await SyncAsync(token)));

        await _world.HasConversationAsync("busy", ["ada"], messages: 1);
        await SyncAsync(token);
        Assert.Empty((await SyncAsync(token)).Changed);
    }

    [Theory]
    [InlineData("nonsense"), InlineData("!!"), InlineData("e30"), InlineData("bnVsbA"), InlineData("W10")]
    public async Task A_token_that_is_none_starts_it_anew(string token) => await ExpectRestartAsync(token);

    [Fact]
    public async Task A_token_from_the_future_starts_it_anew() => await ExpectRestartAsync(Token(1, _world.Time.GetUtcNow().AddMinutes(2).UtcTicks));

    [Fact]
    public async Task A_token_of_another_version_starts_it_anew() => await ExpectRestartAsync(Token(2, _world.Time.GetUtcNow().UtcTicks));

    [Theory]
    [InlineData(long.MinValue), InlineData(long.MaxValue), InlineData(0), InlineData(-1)]
    public async Task A_token_with_an_impossible_time_starts_it_anew(long ticks) => await ExpectRestartAsync(Token(1, ticks));

    [Fact]
    public async Task A_token_from_before_the_tables_were_restored_starts_it_anew()
    {
        var token = (await SyncAsync()).Token;
        _world.TablesOptions.Epoch = "restored";
        await ExpectRestartAsync(token);
    }

    [Fact]
    public async Task A_token_older_than_two_weeks_starts_it_anew()
    {
        var token = (await SyncAsync()).Token;
        _world.Time.Advance(TimeSpan.FromDays(14));
        Assert.False((await SyncAsync(token)).Restart);
        _world.Time.Advance(TimeSpan.FromTicks(1));
        await ExpectRestartAsync(token);
    }

    async Task ExpectRestartAsync(string token)
    {
        var answer = await SyncAsync(token);
        Assert.True(answer.Restart);
        Assert.Equal(["busy", "quiet"], Changed(answer));
        Assert.False((await SyncAsync(answer.Token)).Restart);
    }

    static string Token(int version, long ticks) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"v":{{version}},"t":{{ticks}}}"""));

    static IEnumerable<string> Changed(SyncAnswer answer) => answer.Changed.Select(one => one.ConversationId).Order();

    async Task<SyncAnswer> SyncAsync(string? token = null) =>
        await _world.SyncAsync("ada", new() { Token = token });
}
