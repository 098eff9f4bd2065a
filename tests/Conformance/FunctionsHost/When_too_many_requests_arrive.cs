using System.Net;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_too_many_requests_arrive
{
    [Fact]
    public async Task Those_beyond_the_limit_of_outstanding_ones_are_refused()
    {
        var options = Sample.Options("Slow")
            .With("AzureFunctionsJobHost__extensions__http__maxConcurrentRequests", "1")
            .With("AzureFunctionsJobHost__extensions__http__maxOutstandingRequests", "2");
        await using var app = await FunctionApp.StartAsync(options);
        using var client = app.Client();

        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.GetAsync("api/slow/1000")));

        Assert.Equal(2, responses.Count(response => response.StatusCode == HttpStatusCode.OK));
        Assert.Equal(3, responses.Count(response => response.StatusCode == HttpStatusCode.TooManyRequests));
    }
}
