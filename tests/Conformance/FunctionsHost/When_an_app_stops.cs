using System.Net;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_an_app_stops
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_runs_is_finished_and_answered()
    {
        await using var app = await Sample.StartAsync("Slow");
        using var client = app.Client();
        var running = await StartedAsync(client, "api/slow/1000");

        await app.StopAsync(Long);

        Assert.Equal("done", await (await running).Content.ReadAsStringAsync());
        Assert.Equal(AppState.Stopped, app.State);
        Assert.Empty(app.WorkerProcessIds);
    }

    [Fact]
    public async Task What_takes_longer_than_the_grace_is_cut_off()
    {
        await using var app = await Sample.StartAsync("Slow");
        using var client = app.Client();
        var running = await StartedAsync(client, "api/slow/60000");

        await app.StopAsync(TimeSpan.FromMilliseconds(100));

        Assert.Equal(HttpStatusCode.BadGateway, (await running).StatusCode);
    }

    [Fact]
    public async Task New_requests_are_refused()
    {
        await using var app = await Sample.StartAsync("Slow");
        using var client = app.Client();

        await app.StopAsync(Long);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("api/slow/1"));
    }

    /// <summary>A second request on the same app, answered later than sent, proves that the first has arrived.</summary>
    static async Task<Task<HttpResponseMessage>> StartedAsync(HttpClient client, string path)
    {
        var running = client.GetAsync(path);
        (await client.GetAsync("api/slow/50")).Dispose();
        return running;
    }
}
