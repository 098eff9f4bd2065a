using Messaging.Contracts.Client;

namespace Messaging.Unit.Sync;

public sealed class When_a_catch_up_takes_more_than_one_answer : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _world.Options.Conversations = 2;
        foreach (var id in "abcde")
        {
            await _world.HasConversationAsync($"{id}", ["ada"], messages: 1);
            await _world.TouchAsync($"{id}", "ada");
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Each_conversation_is_in_one_of_them_those_touched_last_first()
    {
        var answers = await RoundAsync(token: null);
        Assert.Equal(["e,d", "c,b", "a"], answers.Select(answer => string.Join(',', answer.Changed.Select(one => one.ConversationId))));
    }

    [Fact]
    public async Task What_changed_since_is_paged_too_and_what_was_left_is_named()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        var token = (await RoundAsync(token: null))[^1].Token;
        foreach (var id in new[] { "a", "b", "c" }) await _world.TouchAsync(id, "ada");
        await _world.LeavesAsync("d", "ada");
        await _world.TouchAsync("d", "ada", removed: true);

        var answers = await RoundAsync(token);
        Assert.Equal(2, answers.Count);
        Assert.Equal(["a", "b", "c"], answers.SelectMany(answer => answer.Changed).Select(one => one.ConversationId).Order());
        Assert.Equal(["d"], answers.SelectMany(answer => answer.Removed));
    }

    [Fact]
    public async Task What_is_touched_between_two_of_them_is_at_the_latest_in_the_next_round()
    {
        var first = await SyncAsync(null);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        await _world.TouchAsync("a", "ada");
        var second = await RoundAsync(first.Token);
        Assert.DoesNotContain(second.SelectMany(answer => answer.Changed), one => one.ConversationId == "a");

        Assert.Contains(await RoundAsync(second[^1].Token), answer => answer.Changed.Any(one => one.ConversationId == "a"));
    }

    [Fact]
    public async Task Only_the_first_of_a_restart_says_so()
    {
        var answers = await RoundAsync("nonsense");
        Assert.Equal([true, false, false], answers.Select(answer => answer.Restart));
    }

    async Task<List<SyncAnswer>> RoundAsync(string? token)
    {
        List<SyncAnswer> answers = [await SyncAsync(token)];
        while (answers[^1].More) answers.Add(await SyncAsync(answers[^1].Token));
        return answers;
    }

    Task<SyncAnswer> SyncAsync(string? token) => _world.SyncAsync("ada", new() { Token = token });
}
