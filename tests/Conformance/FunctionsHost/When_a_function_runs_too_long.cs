using System.Net;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_function_runs_too_long
{
    [Fact]
    public async Task It_fails_and_its_worker_is_replaced()
    {
        var options = Sample.Options("Slow", "ProcessId").With("AzureFunctionsJobHost__functionTimeout", "00:00:01");
        await using var app = await FunctionApp.StartAsync(options);
        using var client = app.Client();
        var before = app.WorkerProcessIds.Single();

        using var response = await client.GetAsync("api/slow/60000");
        var after = await client.GetStringAsync("api/ProcessId");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.NotEqual($"{before}", after);
    }
}
