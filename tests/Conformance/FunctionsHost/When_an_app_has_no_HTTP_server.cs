using System.Net;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_an_app_has_no_HTTP_server(When_an_app_has_no_HTTP_server.App app) : IClassFixture<When_an_app_has_no_HTTP_server.App>
{
    public sealed class App() : RunningApp(Sample.Options("PlainEcho", "PlainThrow", "PlainObject").With("PLAIN_HTTP", "1"));

    [Fact]
    public async Task Its_functions_take_and_answer_whole_messages()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/plain/5?q=1")
        {
            Content = new ByteArrayContent([0, 1, 255]),
            Headers = { { "x-a", "b" } },
        };

        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("POST /api/plain/5?q=1 5 1 b", response.Headers.GetValues("x-was").Single());
        Assert.Equal("taste=sweet; path=/", response.Headers.GetValues("Set-Cookie").Single());
        Assert.Equal([0, 1, 255], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_function_that_throws_is_answered_500()
    {
        using var response = await app.Client.GetAsync("api/PlainThrow");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task An_object_is_answered_as_JSON() =>
        Assert.Equal("""{"Number":7}""", await app.Client.GetStringAsync("api/PlainObject"));
}
