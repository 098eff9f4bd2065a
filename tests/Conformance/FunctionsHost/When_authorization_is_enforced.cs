using System.Net;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_authorization_is_enforced(When_authorization_is_enforced.App app)
    : IClassFixture<When_authorization_is_enforced.App>
{
    readonly HttpClient client = app.Client;

    public sealed class App() : RunningApp(
        Sample.Options("Hello", "Guarded", "Administer") with { Keys = new("master", ["one", "two"], "system") });

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
