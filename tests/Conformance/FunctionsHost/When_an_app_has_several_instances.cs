using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_an_app_has_several_instances
{
    [Fact]
    public async Task Their_workers_take_HTTP_requests_in_turn()
    {
        await using var app = await FunctionApp.StartAsync(Sample.Options("ProcessId") with { Instances = 2 });
        using var client = app.Client();

        var answers = new[] { await client.GetStringAsync("api/ProcessId"), await client.GetStringAsync("api/ProcessId") };

        Assert.Equal(app.WorkerProcessIds.Order(), answers.Select(int.Parse).Order());
    }

    [Fact]
    public async Task Each_listens_to_the_queue_and_each_message_is_handled_once()
    {
        await using var bus = await Bus.StartAsync();
        await using var app = await FunctionApp.StartAsync(bus.Options("OnWork") with { Instances = 2 });
        var work = Enumerable.Range(100, 30).Select(milliseconds => $"{milliseconds}").ToArray();

        await bus.SendAsync("work", work);

        Assert.Equal(work.Select(milliseconds => $"work {milliseconds} 1"), (await bus.SeenAsync(work.Length)).Order());
        await bus.UntilAsync("work", left => left.Count == 0);
    }

    [Fact]
    public async Task When_one_worker_dies_the_others_answer()
    {
        await using var app = await FunctionApp.StartAsync(Sample.Options("ProcessId", "Crash") with { Instances = 2 });
        using var client = app.Client();

        (await client.PostAsync("api/Crash", null)).Dispose();

        for (var i = 0; i < 4; i++)
        {
            Assert.Contains(int.Parse(await client.GetStringAsync("api/ProcessId")), app.WorkerProcessIds);
        }
    }
}
