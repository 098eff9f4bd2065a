using System.Net;
using System.Security.Cryptography;
using System.Text;
using MessagePack;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_SignalR_service_calls(When_a_SignalR_service_calls.App app)
    : IClassFixture<When_a_SignalR_service_calls.App>
{
    const string Key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";
    const string Call = """{"type":1,"invocationId":"7","target":"add","arguments":[2,3]}""";

    readonly HttpClient client = app.Client;

    public sealed class App() : RunningApp(Sample.Options("OnConnected", "Add")
        .With("AzureSignalRConnectionString", $"Endpoint=http://localhost;Port=1;AccessKey={Key};Version=1.0;"));

    [Fact]
    public async Task The_function_gets_the_arguments_by_name_and_its_result_is_the_completion()
    {
        using var response = await PostAsync("messages", "add", Call);

        Assert.Equal("{\"type\":3,\"invocationId\":\"7\",\"result\":5}\u001e", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("[2,3]", """[3,{},"7",3,5]""")]
    [InlineData("[2]", """[3,{},"7",1,"Invocation failed."]""")]
    public async Task A_client_that_speaks_MessagePack_is_answered_in_it(string arguments, string expected)
    {
        var call = MessagePackSerializer.ConvertFromJson($$"""[1,{},"7","add",{{arguments}},[]]""");

        using var response = await PostAsync("messages", "add", new ByteArrayContent(call), type: "application/x-msgpack");

        var frame = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("application/x-msgpack", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((frame.Length - 1, expected), (frame[0], MessagePackSerializer.ConvertToJson(frame.AsMemory(1))));
    }

    [Theory]
    [InlineData("application/x-msgpack", HttpStatusCode.BadRequest)]
    [InlineData("application/json", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_no_message_is_refused(string type, HttpStatusCode expected)
    {
        using var response = await PostAsync("messages", "add", new ByteArrayContent([0xc1]), type: type);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_number_of_arguments_is_an_error_completion()
    {
        using var response = await PostAsync("messages", "add", Call.Replace("[2,3]", "[2]"));

        Assert.Contains("\"error\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_function_that_throws_on_connected_refuses_the_client()
    {
        using var response = await PostAsync("connections", "connected", """{"type":10}""", user: "unwanted");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_signature_is_refused()
    {
        using var response = await PostAsync("messages", "add", Call, key: "another");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task An_event_that_no_function_takes_is_404()
    {
        using var response = await PostAsync("messages", "subtract", Call);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    Task<HttpResponseMessage> PostAsync(string category, string name, string body, string user = "ann", string key = Key) =>
        PostAsync(category, name, new ByteArrayContent(Encoding.UTF8.GetBytes(body)), user, key);

    Task<HttpResponseMessage> PostAsync(
        string category, string name, ByteArrayContent body, string user = "ann", string key = Key, string type = "application/json")
    {
        body.Headers.ContentType = new(type);
        var request = new HttpRequestMessage(HttpMethod.Post, "runtime/webhooks/signalr") { Content = body };
        foreach (var (header, value) in new[] { ("Hub", "sample"), ("Category", category), ("Event", name), ("Connection-Id", "c1"), ("User-Id", user) })
        {
            request.Headers.Add($"X-ASRS-{header}", value);
        }

        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), "c1"u8);
        request.Headers.Add("X-ASRS-Signature", $"sha256={Convert.ToHexStringLower(signature)}");
        return client.SendAsync(request);
    }
}
