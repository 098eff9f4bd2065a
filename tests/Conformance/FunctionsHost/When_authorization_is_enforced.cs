using System.Net;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_authorization_is_enforced : IAsyncLifetime
{
    FunctionApp app = null!;
    HttpClient client = null!;

    public async Task InitializeAsync()
    {
        var options = Sample.Options("Hello", "Guarded", "Administer") with { Keys = new("master", ["one", "two"], "system") };
        app = await FunctionApp.StartAsync(options);
        client = app.Client();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("Hello", null, HttpStatusCode.OK)]
    [InlineData("Guarded", null, HttpStatusCode.Unauthorized)]
    [InlineData("Guarded", "three", HttpStatusCode.Unauthorized)]
    [InlineData("Guarded", "system", HttpStatusCode.Unauthorized)]
    [InlineData("Guarded", "one", HttpStatusCode.OK)]
    [InlineData("Guarded", "two", HttpStatusCode.OK)]
    [InlineData("Guarded", "master", HttpStatusCode.OK)]
    [InlineData("Administer", "one", HttpStatusCode.Unauthorized)]
    [InlineData("Administer", "master", HttpStatusCode.OK)]
    public async Task A_key_opens_what_its_level_opens(string function, string? key, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/{function}");
        request.Headers.Add("x-functions-key", key is null ? [] : [key]);

        using var byHeader = await client.SendAsync(request);
        using var byQuery = await client.GetAsync($"api/{function}?code={key}");

        Assert.Equal(expected, byHeader.StatusCode);
        Assert.Equal(expected, byQuery.StatusCode);
    }
}
