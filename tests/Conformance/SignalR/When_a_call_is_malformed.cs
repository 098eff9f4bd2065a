using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_call_is_malformed : IAsyncLifetime
{
    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{\"arguments\":[]}")]
    [InlineData("{\"target\":\"\",\"arguments\":[]}")]
    [InlineData("{\"target\":\"greet\",\"arguments\":{}}")]
    public async Task A_bad_message_is_a_400_with_the_errors_detail(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await app.RawAsync(HttpMethod.Post, $"/api/hubs/{app.Hub}/:send?api-version=2022-06-01", content);

        var detail = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(detail.GetProperty("code").GetString(), Assert.Single(answer.Headers.GetValues("x-ms-error-code")));
        Assert.NotEqual("", detail.GetProperty("message").GetString());
        Assert.Equal("payload", detail.GetProperty("target").GetString());
    }

    [Theory]
    [InlineData("/api/hubs/1st/:send")]
    [InlineData("/api/hubs/a-b/:send")]
    [InlineData("/api/hubs/a%0A/:send")]
    [InlineData("/api/hubs/{0}/groups/%20/:send")]
    [InlineData("/api/hubs/{0}/:send?application=9")]
    public async Task A_bad_name_is_a_400(string path)
    {
        using var answer = await app.RawAsync(HttpMethod.Post, string.Format(path, app.Hub), Some.Message("greet"));

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_group_name_of_1025_characters_is_a_400()
    {
        using var longest = await app.CallAsync(HttpMethod.Delete, $"/users/alice/groups/{new string('g', 1024)}");
        using var longer = await app.CallAsync(HttpMethod.Delete, $"/users/alice/groups/{new string('g', 1025)}");

        Assert.Equal((204, 400), ((int)longest.StatusCode, (int)longer.StatusCode));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task A_bad_ttl_is_a_400(string ttl)
    {
        using var answer = await app.CallAsync(HttpMethod.Put, $"/users/alice/groups/readers?ttl={ttl}");

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task More_than_a_megabyte_is_a_413()
    {
        using var answer = await app.CallAsync(HttpMethod.Post, "/:send", new { target = "greet", arguments = new[] { new string('x', 1024 * 1024) } });

        Assert.Equal(413, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_call_that_does_not_exist_is_refused_by_name()
    {
        using var answer = await app.CallAsync(HttpMethod.Post, "/:dance");

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Contains(":dance", await answer.Content.ReadAsStringAsync());
    }
}
