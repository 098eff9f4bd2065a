using System.Net.Http.Json;
using System.Text.Json;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_group_is_listed : IAsyncLifetime
{
    readonly List<string> members = [];
    ServerlessApp app = null!;

    public async Task InitializeAsync()
    {
        app = await ServerlessApp.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            var member = await app.ConnectAsync($"user-{i}");
            (await app.CallAsync(HttpMethod.Put, $"/groups/a%2Fb/connections/{member.Id}")).Dispose();
            members.Add(member.Id);
        }
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task All_connections_come_with_their_users()
    {
        var (page, next) = await ListAsync($"/api/hubs/{app.Hub}/groups/a%2Fb/connections?api-version=2024-12-01");

        Assert.Equal(members.Order(StringComparer.Ordinal), page.Select(member => member.GetProperty("connectionId").GetString()));
        Assert.All(page, member => Assert.StartsWith("user-", member.GetProperty("userId").GetString()));
        Assert.Null(next);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("&top=3", 3)]
    public async Task Following_the_links_gives_each_once(string top, int expected)
    {
        var found = new List<string>();
        var next = (string?)$"/api/hubs/{app.Hub}/groups/a%2Fb/connections?maxpagesize=2{top}&api-version=2024-12-01";
        while (next is not null)
        {
            (var page, next) = await ListAsync(next);
            Assert.InRange(page.Length, 1, 2);
            found.AddRange(page.Select(member => member.GetProperty("connectionId").GetString()!));
            next = next is null ? null : new Uri(next).PathAndQuery;
        }

        Assert.Equal(members.Order(StringComparer.Ordinal).Take(expected), found);
    }

    [Theory]
    [InlineData("maxpagesize=0")]
    [InlineData("maxpagesize=201")]
    [InlineData("top=0")]
    public async Task Sizes_out_of_range_are_refused(string query)
    {
        using var answer = await app.CallAsync(HttpMethod.Get, $"/groups/readers/connections?{query}");

        Assert.Equal(400, (int)answer.StatusCode);
    }

    async Task<(JsonElement[] Page, string? Next)> ListAsync(string path)
    {
        using var answer = await app.RawAsync(HttpMethod.Get, path);
        Assert.Equal(200, (int)answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ([.. body.GetProperty("value").EnumerateArray()], body.TryGetProperty("nextLink", out var next) ? next.GetString() : null);
    }
}
