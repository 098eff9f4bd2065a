using System.Net;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_worker_dies : IAsyncLifetime
{
    FunctionApp app = null!;
    HttpClient client = null!;

    public async Task InitializeAsync()
    {
        app = await Sample.StartAsync("Crash", "ProcessId", "Slow");
        client = app.Client();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Its_requests_fail_and_the_next_one_waits_for_the_new_worker()
    {
        var first = await client.GetStringAsync("api/ProcessId");
        var running = client.GetAsync("api/slow/60000");

        using var crash = await client.PostAsync("api/Crash", null);
        using var cutOff = await running;
        var second = await client.GetStringAsync("api/ProcessId");

        Assert.Equal(HttpStatusCode.BadGateway, crash.StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, cutOff.StatusCode);
        Assert.NotEqual(first, second);
        Assert.Equal([int.Parse(second)], app.WorkerProcessIds);
        Assert.Equal(AppState.Ready, app.State);
    }

    [Fact]
    public async Task It_comes_back_as_often_as_it_dies()
    {
        for (var i = 0; i < 3; i++)
        {
            using var crash = await client.PostAsync("api/Crash", null);
            Assert.Equal(HttpStatusCode.BadGateway, crash.StatusCode);
        }

        var last = await client.GetStringAsync("api/ProcessId");

        Assert.Equal([int.Parse(last)], app.WorkerProcessIds);
    }
}
