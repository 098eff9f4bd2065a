using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Route.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.Route;

public sealed class When_content_grows_old : IAsyncLifetime
{
    readonly RouteWorld _world = new();
    readonly RetentionOptions _options = new() { Tenants = { [Some.Tenant] = 30 } };

    [Fact]
    public async Task It_goes_with_its_marks_and_edits_and_the_log_keeps_every_place()
    {
        await RouteAsync(
            Settings("keep", new() { KeepEdits = true }), Some.Message("ann", "m1", "one") with { Mentions = ["bob"] }, Target(CommandKinds.PinMessage, "p", 3),
            Target(CommandKinds.AddReaction, "r", 3) with { Reaction = "👍" }, Some.Edit("ann", "e1", 3, "two"), Some.Edit("ann", "e2", 3, "three"));
        var before = await _world.LogAsync();

        await ForgetAsync(days: 31);

        var after = await _world.LogAsync();
        Assert.Equal(before.Select(it => (it.Seq, it.Kind, it.Sender, it.Time, it.Ordinal)), after.Select(it => (it.Seq, it.Kind, it.Sender, it.Time, it.Ordinal)));
        Assert.All(after, it => Assert.True(it is { Text: null, Mentions: null, Reactions: null, Reaction: null, PinnedAt: null }));
        Assert.NotNull(after[2].DeletedAt);
        foreach (var prefix in new[] { "n|", "p|", "r|" }) Assert.Empty(await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, prefix, 10, default));
        Assert.Equal((0, after.Count + 1), ((await _world.HeadAsync())!.Pins, (await _world.HeadAsync())!.ContentFrom));
    }

    [Fact]
    public async Task What_is_younger_stays_and_what_is_gone_takes_no_edit()
    {
        await RouteAsync(Some.Message("ann", "m1"));
        await ForgetAsync(days: 29);
        Assert.Equal("text of m1", (await _world.LogAsync())[1].Text);

        await ForgetAsync(days: 31);
        await RouteAsync(Some.Edit("ann", "e", 2, "again"), Some.Message("ann", "m2"));

        Assert.Equal(RejectionReasons.TargetGone, (await _world.FateAsync(Some.Edit("ann", "e", 2, "again")))!.Reason);
        Assert.Equal([null, null, "text of m2"], (await _world.LogAsync()).Select(it => it.Text));
    }

    [Fact]
    public async Task A_process_that_appends_meanwhile_reads_again_and_goes_on()
    {
        await RouteAsync([.. Enumerable.Range(1, 150).Select(number => Some.Message("ann", $"m{number}"))]);
        var appending = Task.Run(async () =>
        {
            for (var number = 1; number <= 30; number++) await _instance.RouteAsync(Some.Message("bob", $"n{number}"));
        });
        await ForgetAsync(days: 31);
        await appending;
        await ForgetAsync(days: 63);

        var log = await _world.LogAsync();
        Assert.Equal(Enumerable.Range(1, 181).Select(seq => (long)seq), log.Select(it => it.Seq));
        Assert.DoesNotContain(log, it => it.Text is not null);
        Assert.Equal(180, (await _world.HeadAsync())!.Messages);
    }

    [Theory]
    [InlineData(0, null, null), InlineData(0, 7, 7), InlineData(30, null, 30), InlineData(30, 0, 30), InlineData(30, 7, 7), InlineData(30, 365, 30)]
    public void An_owner_may_keep_less_than_the_tenant_and_not_more(int tenant, int? conversation, int? expected) =>
        Assert.Equal(expected, new RetentionOptions { Days = tenant }.DaysOf("acme", new() { RetentionDays = conversation }));

    [Fact]
    public async Task A_round_stops_when_its_time_is_up_and_goes_on_where_it_stopped()
    {
        var conversations = Enumerable.Range(1, 250).Select(number => $"c{number}").ToList();
        foreach (var conversation in conversations)
            await _instance.RouteAsync([.. new[] { Some.Group("ann"), Some.Message("ann", "m") }.In(conversation)]);
        var time = new SteppingTime(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(31));
        var retention = _world.NewRetention(_options, time);

        await retention.RunAsync(new TimerInfo(), default);
        Assert.InRange(await GoneAsync(conversations), 1, 249);

        for (var run = 0; run < 3; run++) await retention.RunAsync(new TimerInfo(), default);
        Assert.Equal(250, await GoneAsync(conversations));
    }

    /// <summary>Every look at the clock takes five minutes, so that each page ends a run.</summary>
    sealed class SteppingTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        public override long GetTimestamp()
        {
            Advance(TimeSpan.FromMinutes(5));
            return base.GetTimestamp();
        }
    }

    RouteWorld.Instance _instance = null!;

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _instance = _world.NewInstance();
        await RouteAsync(Some.Group("ann", "bob"));
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    async Task RouteAsync(params Command[] commands) => await _instance.RouteAsync(commands);

    Task ForgetAsync(int days) => _world.NewRetention(_options, TimeSpan.FromDays(days)).RunAsync(new TimerInfo(), default);

    async Task<int> GoneAsync(IEnumerable<string> conversations)
    {
        var heads = await Task.WhenAll(conversations.Select(_world.HeadAsync));
        return heads.Count(head => head!.ContentFrom > 1);
    }

    static Command Settings(string id, ConversationSettings settings) => Some.Command(CommandKinds.ChangeConversation, "ann", id) with { Settings = settings };

    static Command Target(string kind, string id, long target) => Some.Command(kind, "ann", id) with { Target = target };
}
