using System.Net;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Messaging.Unit.Plumbing;

public sealed class When_SignalR_is_called : IDisposable
{
    readonly Wire _wire = new();
    readonly HttpClient _http;
    readonly SignalRRest _signalR;

    public When_SignalR_is_called()
    {
        var settings = new SignalRSettings(new Uri("http://localhost:8888/"), "0123456789abcdef0123456789abcdef", null);
        _http = new HttpClient(_wire) { BaseAddress = settings.Endpoint };
        _signalR = new(_http, new SignalRToken(settings, TimeProvider.System));
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_group_send_names_the_group_and_carries_the_contracts_JSON()
    {
        await _signalR.SendToGroupAsync("c|acme|a/b", "typing", new TypingEvent("a/b", "ann"), default);

        Assert.Equal("POST /api/hubs/messaging/groups/c%7Cacme%7Ca%2Fb/:send?api-version=2022-11-01", _wire.Request);
        Assert.Equal("""{"target":"typing","arguments":[{"conversationId":"a/b","user":"ann"}]}""", _wire.Body);
    }

    [Fact]
    public async Task The_token_is_made_for_exactly_this_address()
    {
        await _signalR.SendToUserAsync("acme|ann", "typing", new TypingEvent("c", "ann"), default);

        var token = new JsonWebToken(_wire.Token);
        Assert.Equal("http://localhost:8888/api/hubs/messaging/users/acme%7Cann/:send", token.Audiences.Single());
    }

    [Fact]
    public async Task A_user_joins_a_group_for_a_while()
    {
        await _signalR.AddUserToGroupAsync("acme|ann", "g", TimeSpan.FromDays(14), default);
        Assert.Equal("PUT /api/hubs/messaging/users/acme%7Cann/groups/g?ttl=1209600&api-version=2022-11-01", _wire.Request);
    }

    [Fact]
    public async Task A_connection_is_ended()
    {
        await _signalR.CloseAsync("a/b", default);
        Assert.Equal("DELETE /api/hubs/messaging/connections/a%2Fb?api-version=2022-11-01", _wire.Request);
    }

    [Fact]
    public async Task Nobody_there_is_an_answer_and_a_server_that_fails_is_an_exception()
    {
        _wire.Answer = HttpStatusCode.NotFound;
        Assert.False(await _signalR.IsConnectedAsync("acme|ann", default));

        _wire.Answer = HttpStatusCode.InternalServerError;
        await Assert.ThrowsAsync<HttpRequestException>(() => _signalR.IsConnectedAsync("acme|ann", default));
    }

    [Fact]
    public async Task A_client_gets_an_address_and_a_token_that_names_the_user()
    {
        var (url, accessToken) = await _signalR.NegotiateAsync("acme|ann", default);

        Assert.Equal("http://localhost:8888/client/?hub=messaging", url);
        Assert.Equal("acme|ann", new JsonWebToken(accessToken).GetClaim("asrs.s.uid").Value);
    }

    sealed class Wire : HttpMessageHandler
    {
        public HttpStatusCode Answer { get; set; } = HttpStatusCode.Accepted;
        public string? Request { get; private set; }
        public string? Body { get; private set; }
        public string? Token { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            Request = $"{request.Method} {request.RequestUri!.PathAndQuery}";
            Token = request.Headers.Authorization!.Parameter;
            Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(ct);
            return new HttpResponseMessage(Answer);
        }
    }
}
