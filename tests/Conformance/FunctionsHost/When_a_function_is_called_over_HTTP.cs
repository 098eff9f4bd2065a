using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_function_is_called_over_HTTP(When_a_function_is_called_over_HTTP.App running)
    : IClassFixture<When_a_function_is_called_over_HTTP.App>
{
    readonly FunctionApp app = running.Running;
    readonly HttpClient client = running.Client;

    public sealed class App() : RunningApp(Sample.Options("Hello", "Item", "Echo", "Stream", "Throw"));

    [Fact]
    public async Task Its_own_answer_comes_back() => Assert.Equal("Hello Ann", await client.GetStringAsync("api/Hello?name=Ann"));

    [Fact]
    public async Task Route_values_reach_the_parameters_and_the_function_sees_the_public_host()
    {
        var item = await client.GetFromJsonAsync<JsonElement>("api/items/5/lid");

        Assert.Equal(5, item.GetProperty("id").GetInt32());
        Assert.Equal("lid", item.GetProperty("part").GetString());
        Assert.Equal(app.Address.Authority, item.GetProperty("host").GetString());
    }

    [Theory]
    [InlineData("GET", "api/items/five")]
    [InlineData("POST", "api/Hello")]
    [InlineData("GET", "api/unknown")]
    [InlineData("GET", "Hello")]
    public async Task A_path_or_method_that_no_function_takes_is_404(string method, string path)
    {
        using var response = await client.SendAsync(new(new(method), path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_function_that_throws_is_answered_500()
    {
        using var response = await client.GetAsync("api/Throw");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_large_body_goes_in_and_out_unchanged()
    {
        var body = new byte[5_000_000];
        new Random(1).NextBytes(body);

        using var response = await client.PostAsync("api/echo", new ByteArrayContent(body));

        Assert.Equal(body, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_the_function_flushes_arrives_before_it_ends()
    {
        using var response = await client.GetAsync("api/stream/50", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("line 0", await reader.ReadLineAsync());
        var rest = reader.ReadToEndAsync();
        Assert.False(rest.IsCompleted);
        Assert.EndsWith("line 49\n", await rest);
    }

    [Fact]
    public void The_routes_are_told_with_prefix_and_methods() =>
        Assert.Contains(
            app.Routes, route => route is { Function: "Item", Template: "api/items/{id:int}/{part?}", Methods: ["GET"] });
}
