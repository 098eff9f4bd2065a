using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Messaging.FunctionsHost;
using Messaging.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_function_talks_to_SignalR : IAsyncLifetime
{
    SignalRServer service = null!;
    FunctionApp app = null!;
    HttpClient client = null!;

    public async Task InitializeAsync()
    {
        service = await SignalRServer.StartAsync(new() { Port = 0 });
        app = await FunctionApp.StartAsync(Sample.Options("Negotiate", "Broadcast", "ToUser", "Join", "ToGroup")
            .With("AzureSignalRConnectionString", service.ConnectionString));
        client = app.Client();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task The_connection_info_connects_and_messages_reach_whom_they_are_for()
    {
        var (ann, annHears) = await ConnectAsync("ann");
        var (bob, bobHears) = await ConnectAsync("bob");
        await using (ann)
        await using (bob)
        {
            await PostAsync("api/users/ann/one");
            (await client.PutAsync("api/groups/g/bob", null)).EnsureSuccessStatusCode();
            await PostAsync("api/groups/g/two");
            await PostAsync("api/broadcast/three");

            Assert.Equal(["one", "three"], await TakeAsync(annHears));
            Assert.Equal(["two", "three"], await TakeAsync(bobHears));
        }
    }

    [Fact]
    public async Task A_service_that_is_gone_fails_the_function_although_the_answer_has_left()
    {
        var logs = new RecordingLogs();
        var options = Sample.Options("Broadcast").With("AzureSignalRConnectionString", service.ConnectionString);
        await using var other = await FunctionApp.StartAsync(options, logs);
        await service.DisposeAsync();
        using var caller = other.Client();

        using var response = await caller.PostAsync("api/broadcast/x", null);

        await logs.Until("sample/Broadcast: Failed");
    }

    async Task<(HubConnection, ChannelReader<string>)> ConnectAsync(string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/negotiate") { Headers = { { "x-user", user } } };
        using var response = await client.SendAsync(request);
        var info = await response.Content.ReadFromJsonAsync<JsonElement>();
        var connection = new HubConnectionBuilder()
            .WithUrl(info.GetProperty("url").GetString()!, http =>
                http.AccessTokenProvider = () => Task.FromResult(info.GetProperty("accessToken").GetString()))
            .Build();
        var heard = Channel.CreateUnbounded<string>();
        connection.On<string>("said", text => heard.Writer.TryWrite(text));
        await connection.StartAsync();
        return (connection, heard.Reader);
    }

    async Task PostAsync(string path) => (await client.PostAsync(path, null)).EnsureSuccessStatusCode();

    static async Task<string[]> TakeAsync(ChannelReader<string> heard)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return [await heard.ReadAsync(deadline.Token), await heard.ReadAsync(deadline.Token)];
    }
}
