using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_result_is_asked_of_a_client : IAsyncLifetime
{
    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_answer_is_what_the_client_returns(bool messagePack)
    {
        var client = await app.ConnectAsync("alice", new(MessagePack: messagePack));
        using var handler = client.Connection.On("add", (int one, int other) => Task.FromResult(new { sum = one + other }));

        using var answer = await InvokeAsync(client.Id, "add", 2, 3);

        var result = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("result");
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(5, result.GetProperty("sum").GetInt32());
    }

    [Fact]
    public async Task A_client_that_throws_fails_the_call()
    {
        var client = await app.ConnectAsync("alice");
        using var handler = client.Connection.On("add", (Func<int>)(() => throw new InvalidOperationException("cannot add")));

        using var answer = await InvokeAsync(client.Id, "add");

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("cannot add", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_client_that_has_gone_is_a_404()
    {
        using var answer = await InvokeAsync("none", "add");

        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_client_that_leaves_before_it_answers_fails_the_call()
    {
        var client = await app.ConnectAsync("alice");
        var asked = new TaskCompletionSource();
        using var handler = client.Connection.On("add", async () =>
        {
            asked.SetResult();
            await new TaskCompletionSource<int>().Task;
            return 1;
        });

        var answering = InvokeAsync(client.Id, "add");
        await asked.Task;
        using var closed = await app.CallAsync(HttpMethod.Delete, $"/connections/{client.Id}");
        using var answer = await answering.WaitAsync(TimeSpan.FromSeconds(15));

        Assert.False(answer.IsSuccessStatusCode);
    }

    Task<HttpResponseMessage> InvokeAsync(string id, string target, params object[] arguments) =>
        app.CallAsync(HttpMethod.Post, $"/connections/{id}/:invoke", new { target, arguments });
}
