using Azure.Data.Tables;
using Messaging.Contracts.Queue;
using Messaging.Send.Later;

namespace Messaging.Unit.Send;

public sealed class When_a_user_schedules_too_much : IAsyncLifetime
{
    const int Allowed = 5;

    SendTables _tables = null!;
    SendWorld[] _instances = null!;

    SendWorld World => _instances[0];

    public async Task InitializeAsync()
    {
        _tables = await SendTables.StartAsync();
        _instances = [.. Enumerable.Range(0, 3).Select(_ => new SendWorld(new() { ScheduledSends = Allowed }, _tables.Client))];
        foreach (var instance in _instances) instance.Exists("c", "ann", "bob");
    }

    public async Task DisposeAsync() => await _tables.DisposeAsync();

    [Fact]
    public async Task One_more_is_refused_by_its_field_and_a_repetition_is_none()
    {
        for (var i = 0; i < Allowed; i++) Assert.Equal(202, (await PostAsync(World, $"{i}")).Status);

        var refused = await PostAsync(World, "more");

        Assert.Equal((409, RejectionReasons.TooMany, "sendAt"), (refused.Status, refused.Type, refused.Field));
        Assert.Equal(Allowed, World.Queues.Scheduled.Count);
        Assert.Equal(202, (await PostAsync(World, "0")).Status);
        Assert.Equal(202, (await World.PostAsync("ann", "c", """{"clientMessageId":"now","text":"now"}""")).Status);
        Assert.Equal(202, (await PostAsync(World, "0", user: "bob")).Status);
    }

    [Fact]
    public async Task One_that_has_left_or_was_cancelled_or_not_accepted_makes_room()
    {
        for (var i = 0; i < Allowed - 1; i++) await PostAsync(World, $"{i}");
        World.Queues.Accepting = _ => throw new TimeoutException();
        Assert.Equal(503, (await PostAsync(World, "failed")).Status);
        World.Queues.Accepting = _ => Task.CompletedTask;
        Assert.Equal(202, (await PostAsync(World, "last")).Status);

        await World.CancelAsync("ann", "c", "0");
        Assert.Equal(202, (await PostAsync(World, "instead of 0")).Status);
        await World.Schedule.SendAsync(new("acme", "ann", "c", "1"), default);
        await World.Schedule.SendAsync(new("acme", "ann", "c", "1"), default);
        Assert.Equal(202, (await PostAsync(World, "instead of 1")).Status);
        Assert.Equal(409, (await PostAsync(World, "more")).Status);
    }

    [Fact]
    public async Task Several_instances_allow_no_more_together_than_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => PostAsync(_instances[i % 3], $"{i}")));

        Assert.Equal(Allowed, answers.Count(answer => answer.Status == 202));
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 202, 409 }));
        Assert.Equal(Allowed, (await WaitingAsync()).Count);
    }

    [Fact]
    public async Task Of_all_that_comes_and_goes_at_once_none_is_counted_twice()
    {
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            var instance = _instances[i % 3];
            await PostAsync(instance, $"{i}");
            if (i % 2 == 0) await instance.CancelAsync("ann", "c", $"{i}");
            else if (i % 3 == 0) await instance.Schedule.SendAsync(new("acme", "ann", "c", $"{i}"), default);
        }));
        var waiting = await WaitingAsync();
        Assert.Equal(waiting.Count, await StoredAsync());

        await Task.WhenAll(waiting.Select(row => row.First.ClientMessageId).Select(id => _instances[int.Parse(id) % 3].CancelAsync("ann", "c", id)));
        Assert.Empty(_tables.Scheduled.Query<TableEntity>());
    }

    [Fact]
    public async Task Rows_that_are_older_than_the_count_are_counted()
    {
        for (var i = 0; i < Allowed - 1; i++) await PutAsync($"old-{i}");
        Assert.Equal(202, (await PostAsync(World, "1")).Status);
        Assert.Equal(409, (await PostAsync(World, "2")).Status);
        await World.CancelAsync("ann", "c", "old-0");
        Assert.Equal(202, (await PostAsync(World, "2")).Status);
    }

    [Fact]
    public async Task A_row_that_is_older_than_the_count_goes_as_before()
    {
        await PutAsync("old");
        Assert.Equal(204, Assert.IsType<Microsoft.AspNetCore.Mvc.StatusCodeResult>(await World.CancelAsync("ann", "c", "old")).StatusCode);
        Assert.Empty(_tables.Scheduled.Query<TableEntity>());
    }

    [Fact]
    public async Task A_count_that_is_too_high_refuses_nothing()
    {
        await _tables.Scheduled.AddEntityAsync(new TableEntity("acme|ann", "") { ["Sends"] = Allowed + 3 });
        for (var i = 0; i < Allowed; i++) Assert.Equal(202, (await PostAsync(World, $"{i}")).Status);
        Assert.Equal(409, (await PostAsync(World, "more")).Status);
    }

    static Task<Answer> PostAsync(SendWorld world, string id, string user = "ann") => world.PostAsync(user, "c",
        $$"""{"clientMessageId":"{{id}}","text":"later","sendAt":"{{world.Time.GetUtcNow().AddMinutes(5):O}}"}""");

    /// <summary>As a version that did not count wrote it.</summary>
    Task PutAsync(string id) => _tables.Scheduled.AddEntityAsync(new ScheduledRow([new()
    {
        Kind = CommandKinds.SendMessage,
        Tenant = "acme",
        ConversationId = "c",
        Sender = "ann",
        ClientMessageId = id,
        AcceptedAt = World.Time.GetUtcNow(),
        Text = "later",
    }], World.Time.GetUtcNow().AddMinutes(5)).Row());

    Task<IReadOnlyList<ScheduledRow>> WaitingAsync() => World.Scheduled.ListAsync("acme", "ann", after: "", 100, default);

    async Task<int> StoredAsync() =>
        await _tables.Scheduled.GetEntityIfExistsAsync<TableEntity>("acme|ann", "") is { HasValue: true } row ? row.Value!.GetInt32("Sends")!.Value : 0;
}
