using System.Net;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Protocol;
using Messaging.FunctionsHost.SignalR;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Unit.FunctionsHost;

public sealed class When_a_SignalR_action_is_carried_out
{
    const string Connection = "Endpoint=http://localhost;Port=8888;AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;Version=1.0;";

    readonly Recorder calls = new();

    [Theory]
    [InlineData("""{"Target":"t","Arguments":[]}""", "POST /api/hubs/sample/:send")]
    [InlineData("""{"target":"t","arguments":[],"groupName":"g/1"}""", "POST /api/hubs/sample/groups/g%2F1/:send")]
    [InlineData("""{"Target":"t","Arguments":[],"GroupName":"g","UserId":"u"}""", "POST /api/hubs/sample/users/u/:send")]
    [InlineData("""{"Target":"t","Arguments":[],"UserId":"u","ConnectionId":"c"}""", "POST /api/hubs/sample/connections/c/:send")]
    [InlineData("""{"Action":"Add","GroupName":"g","UserId":"u"}""", "PUT /api/hubs/sample/users/u/groups/g")]
    [InlineData("""{"Action":"Add","GroupName":"g","UserId":"u","ConnectionId":"c"}""", "PUT /api/hubs/sample/groups/g/connections/c")]
    [InlineData("""{"Action":"Remove","GroupName":"g","ConnectionId":"c"}""", "DELETE /api/hubs/sample/groups/g/connections/c")]
    [InlineData("""{"Action":"RemoveAll","UserId":"u"}""", "DELETE /api/hubs/sample/users/u/groups")]
    public async Task It_is_the_call_that_its_properties_ask_for(string action, string expected)
    {
        await SendAsync(action);

        Assert.Equal([expected], calls.Seen);
    }

    [Fact]
    public async Task Several_are_carried_out_in_order()
    {
        await SendAsync("""[{"Target":"t","Arguments":[],"UserId":"a"},{"Target":"t","Arguments":[],"UserId":"b"}]""");

        Assert.Equal(["POST /api/hubs/sample/users/a/:send", "POST /api/hubs/sample/users/b/:send"], calls.Seen);
    }

    [Theory]
    [InlineData("""{"Target":"t"}""")]
    [InlineData("""{"Target":"t","Arguments":null}""")]
    [InlineData("""{"Action":"Add","GroupName":"g"}""")]
    [InlineData("""{"Action":"RemoveAll","ConnectionId":"c"}""")]
    [InlineData("""{"Action":"Remove","UserId":"u"}""")]
    public async Task One_that_says_too_little_is_refused(string action)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(action));

        Assert.Empty(calls.Seen);
    }

    async Task SendAsync(string json)
    {
        var credentials = new ServiceCollection();
        credentials.AddAzureClientsCore();
        await using var provider = credentials.BuildServiceProvider();
        var settings = new AppSettings(new Dictionary<string, string> { ["SignalR"] = Connection });
        var connection = SignalRConnection.From(settings, "SignalR", provider.GetRequiredService<AzureComponentFactory>());
        using var http = new HttpClient(calls);
        var output = new SignalROutput("$return", new(connection, "Sample", http, TimeProvider.System));

        await output.SendAsync(new TypedData { Json = json }, CancellationToken.None);
    }

    sealed class Recorder : HttpMessageHandler
    {
        public List<string> Seen { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Accepted));
        }
    }
}
