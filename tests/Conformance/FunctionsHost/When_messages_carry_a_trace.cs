using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_messages_carry_a_trace : IAsyncLifetime
{
    const string First = "00-11111111111111111111111111111111-1111111111111111-01";
    const string Second = "00-22222222222222222222222222222222-2222222222222222-01";

    readonly ConcurrentDictionary<string, Activity> runs = new();
    Bus bus = null!;
    ActivityListener listener = null!;

    public async Task InitializeAsync()
    {
        bus = await Bus.StartAsync();
        listener = new()
        {
            ShouldListenTo = source => source.Name == FunctionApp.ActivitySource,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = run => runs[run.OperationName] = run,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public async Task DisposeAsync()
    {
        listener.Dispose();
        await bus.DisposeAsync();
    }

    [Fact]
    public async Task The_run_of_one_continues_it()
    {
        await bus.SendAsync("order", [Message("""{"Number":7}""", First)]);
        await using var app = await bus.StartAppAsync("OnOrder");

        await bus.SeenAsync();

        var run = await RunAsync("OnOrder");
        Assert.Equal(First[3..35], run.TraceId.ToHexString());
        Assert.Equal(First[36..52], run.ParentSpanId.ToHexString());
        Assert.True(Guid.TryParse(run.GetTagItem("faas.invocation_id") as string, out _));
    }

    [Fact]
    public async Task The_run_of_a_batch_continues_the_first_and_links_the_others()
    {
        await bus.SendAsync("messages", [Message("a", First), Message("b", Second)]);
        await using var app = await bus.StartAppAsync("OnMessages");

        await bus.SeenAsync();

        var run = await RunAsync("OnMessages");
        Assert.Equal(First[3..35], run.TraceId.ToHexString());
        Assert.Equal(Second[3..35], Assert.Single(run.Links).Context.TraceId.ToHexString());
    }

    static ServiceBusMessage Message(string body, string trace) => new(body) { ApplicationProperties = { ["Diagnostic-Id"] = trace } };

    async Task<Activity> RunAsync(string function)
    {
        await Sample.Until(() => Task.FromResult(runs.ContainsKey(function)));
        return runs[function];
    }
}
