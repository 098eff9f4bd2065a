using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_messages_carry_a_trace : IAsyncLifetime
{
    readonly string first = Trace(), second = Trace();

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
            ActivityStopped = run => runs[run.TraceId.ToHexString()] = run,
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
        await bus.SendAsync("order", [Message("""{"Number":7}""", first)]);
        await using var app = await bus.StartAppAsync("OnOrder");

        await bus.SeenAsync();

        var run = await RunAsync(first);
        Assert.Equal(("OnOrder", first[36..52]), (run.OperationName, run.ParentSpanId.ToHexString()));
        Assert.True(Guid.TryParse(run.GetTagItem("faas.invocation_id") as string, out _));
    }

    [Fact]
    public async Task The_run_of_a_batch_continues_the_first_and_links_the_others()
    {
        await bus.SendAsync("messages", [Message("a", first), Message("b", second)]);
        await using var app = await bus.StartAppAsync("OnMessages");

        await bus.SeenAsync();

        var run = await RunAsync(first);
        Assert.Equal("OnMessages", run.OperationName);
        Assert.Equal(second[3..35], Assert.Single(run.Links).Context.TraceId.ToHexString());
    }

    static ServiceBusMessage Message(string body, string trace) => new(body) { ApplicationProperties = { ["Diagnostic-Id"] = trace } };

    static string Trace() => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";

    async Task<Activity> RunAsync(string trace)
    {
        await Sample.Until(() => Task.FromResult(runs.ContainsKey(trace[3..35])));
        return runs[trace[3..35]];
    }
}
