using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Messaging.Contracts;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_request_is_wrong(SharedWorld shared)
{
    [Theory]
    [InlineData("""{"text":"","clientMessageId":"1"}""", "text")]
    [InlineData("""{"text":42}""", "text")]
    [InlineData("""{"messages":[]}""", "messages")]
    [InlineData("""{"text":"hello","clientMessageId":""}""", "clientMessageId")]
    [InlineData("not json", "body")]
    public async Task It_is_answered_400_with_the_field_at_fault(string body, string field)
    {
        var users = await Some.UsersAsync(shared.World, 2);
        using User alice = users[0], bob = users[1];
        var conversation = await alice.CreateAsync(bob);

        using var answer = await PostAsync($"/api/conversations/{conversation}/messages", body, alice.Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(field, (await answer.Content.ReadFromJsonAsync(ContractsJson.Wire.Problem))!.Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not.a.token")]
    public async Task Without_a_valid_token_it_is_answered_401(string token)
    {
        using var answer = await PostAsync("/api/conversations", """{"members":["bob"]}""", token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_address_that_no_app_has_is_answered_404()
    {
        using var answer = await PostAsync("/api/nothing", "{}", "");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    async Task<HttpResponseMessage> PostAsync(string path, string body, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(shared.World.Address, path));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (token != "") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request);
    }
}
