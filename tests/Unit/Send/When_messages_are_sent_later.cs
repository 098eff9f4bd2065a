using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Mvc;
using Limits = Messaging.Contracts.Limits;

namespace Messaging.Unit.Send;

public sealed class When_messages_are_sent_later : IAsyncLifetime
{
    static readonly SendScheduled Due = new("acme", "ann", "c", "1");

    SendTables _tables = null!;
    SendWorld _world = null!;

    public async Task InitializeAsync()
    {
        _tables = await SendTables.StartAsync();
        _world = new SendWorld(tables: _tables.Client);
        _world.Exists("c", "ann", "bob");
    }

    public async Task DisposeAsync() => await _tables.DisposeAsync();

    [Fact]
    public async Task They_wait_until_their_time_and_leave_once()
    {
        Assert.Equal(202, (await PostAsync("1", minutes: 5)).Status);
        Assert.Empty(_world.Queues.Accepted);
        var (queue, message) = Assert.Single(_world.Queues.Scheduled.Values);
        Assert.Equal((Queues.Send, _world.Time.GetUtcNow().AddMinutes(5)), (queue, message.ScheduledEnqueueTime));

        await _world.Schedule.SendAsync(Due, default);
        await _world.Schedule.SendAsync(Due, default);

        Assert.Equal(["later"], _world.Queues.Texts);
        Assert.Equal("""{"scheduled":[]}""", (await _world.ListScheduledAsync("ann")).Body);
    }

    [Fact]
    public async Task A_retry_of_the_request_schedules_nothing_more()
    {
        for (var i = 0; i < 2; i++) Assert.Equal(202, (await PostAsync("1", minutes: 5)).Status);
        Assert.Single(_world.Queues.Scheduled);
    }

    [Fact]
    public async Task Cancelled_they_never_leave()
    {
        await PostAsync("1", minutes: 5);
        Assert.Equal(204, Assert.IsType<StatusCodeResult>(await _world.CancelAsync("ann", "c", "1")).StatusCode);
        Assert.Empty(_world.Queues.Scheduled);

        await _world.Schedule.SendAsync(Due, default);
        Assert.Empty(_world.Queues.Accepted);
        Assert.Equal(404, (await SendWorld.AnswerAsync(_world.CancelAsync("ann", "c", "1"))).Status);
    }

    [Fact]
    public async Task Once_they_are_leaving_it_is_too_late_and_a_failure_on_the_way_is_made_good()
    {
        await PostAsync("1", minutes: 5);
        _world.Queues.Accepting = _ => throw new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(() => _world.Schedule.SendAsync(Due, default));
        Assert.Equal(409, (await SendWorld.AnswerAsync(_world.CancelAsync("ann", "c", "1"))).Status);

        _world.Queues.Accepting = _ => Task.CompletedTask;
        await _world.Schedule.SendAsync(Due, default);
        Assert.Equal(["later"], _world.Queues.Texts);
    }

    [Fact]
    public async Task After_they_have_left_it_is_too_late()
    {
        _world.Became("c", "ann", "1", new Fate(2, null));
        Assert.Equal(409, (await SendWorld.AnswerAsync(_world.CancelAsync("ann", "c", "1"))).Status);
    }

    [Fact]
    public async Task What_Service_Bus_did_not_accept_is_not_listed()
    {
        _world.Queues.Accepting = _ => throw new TimeoutException();
        Assert.Equal(503, (await PostAsync("1", minutes: 5)).Status);
        Assert.Equal("""{"scheduled":[]}""", (await _world.ListScheduledAsync("ann")).Body);
    }

    [Fact]
    public async Task The_sender_and_nobody_else_sees_them_page_by_page()
    {
        foreach (var id in new[] { "1", "2", "3" }) await PostAsync(id, minutes: 5);

        var first = await _world.ListScheduledAsync("ann", "?limit=2");
        Assert.Contains("\"next\":\"c|2\"", first.Body);
        var second = await _world.ListScheduledAsync("ann", "?limit=2&after=c|2");
        Assert.Equal("""{"scheduled":[{"conversationId":"c","clientMessageId":"3","sendAt":"2026-03-01T12:05:00+00:00","messages":[{"clientMessageId":"3","text":"later"}]}]}""", second.Body);
        Assert.Equal("""{"scheduled":[]}""", (await _world.ListScheduledAsync("bob")).Body);
        Assert.Equal("limit", (await _world.ListScheduledAsync("ann", "?limit=51")).Field);
    }

    [Fact]
    public async Task The_largest_request_fits()
    {
        var body = $$"""{"clientMessageId":"1","text":"{{new string('é', Limits.TextBytes / 2)}}","content":"{{new string('x', Limits.ContentBytes)}}","contentType":"text/plain","sendAt":"2026-03-01T12:05:00Z"}""";
        Assert.Equal(202, (await _world.PostAsync("ann", "c", body)).Status);
        await _world.Schedule.SendAsync(Due, default);
        Assert.Equal(Limits.TextBytes / 2, Assert.Single(_world.Queues.Texts).Length);
    }

    [Theory]
    [InlineData("2026-03-01T11:00:00Z", 202)]
    [InlineData("2027-03-02T12:00:00Z", 202)]
    [InlineData("2027-03-03T12:00:00Z", 400)]
    [InlineData("9999-12-31T23:59:59Z", 400)]
    [InlineData("1600-12-31T23:59:59Z", 400)]
    [InlineData("tomorrow", 400)]
    public async Task The_time_is_at_most_a_year_ahead_and_a_past_one_is_now(string sendAt, int status)
    {
        var answer = await _world.PostAsync("ann", "c", $$"""{"clientMessageId":"1","text":"a","sendAt":"{{sendAt}}"}""");
        Assert.Equal(status, answer.Status);
        if (status == 400) Assert.Equal("sendAt", answer.Field);
    }

    Task<Answer> PostAsync(string id, int minutes) => _world.PostAsync("ann", "c",
        $$"""{"clientMessageId":"{{id}}","text":"later","sendAt":"{{_world.Time.GetUtcNow().AddMinutes(minutes):O}}"}""");
}
