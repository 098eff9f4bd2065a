using System.Security.Cryptography;
using Messaging.Plumbing.Delivery;
using Messaging.Presence.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Unit.Presence;

public sealed class When_the_service_has_an_identity : IAsyncLifetime
{
    readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "k" };
    WebApplication _issuer = null!;
    string Authority => _issuer.Urls.Single();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _issuer = builder.Build();
        _issuer.Run(context => context.Response.WriteAsJsonAsync<object>(context.Request.Path == "/keys"
            ? new { keys = new[] { JsonWebKeyConverter.ConvertFromRSASecurityKey(new(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId }) } }
            : new { issuer = Authority, jwks_uri = $"{Authority}/keys" }));
        await _issuer.StartAsync();
    }

    public async Task DisposeAsync() => await _issuer.DisposeAsync();

    [Fact]
    public async Task Its_token_is_taken() => Assert.True(await IsServiceAsync(Token()));

    [Fact]
    public async Task Another_identitys_token_is_refused() => Assert.False(await IsServiceAsync(Token(identity: "other")));

    [Fact]
    public async Task A_token_for_another_audience_is_refused() => Assert.False(await IsServiceAsync(Token(audience: "other")));

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() => Assert.False(await IsServiceAsync(Token(issuer: "https://other.example")));

    [Fact]
    public async Task A_token_signed_by_another_key_is_refused() =>
        Assert.False(await IsServiceAsync(Token(key: new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k" })));

    [Fact]
    public async Task No_token_is_refused() => Assert.False(await IsServiceAsync(null));

    [Fact]
    public async Task Without_an_authority_no_token_is_taken() => Assert.False(await IsServiceAsync(Token(), new UpstreamOptions()));

    [Fact]
    public void An_authority_without_an_identity_is_refused_at_the_start() =>
        Assert.NotEmpty(new UpstreamOptions { Authority = "https://issuer.example", Audience = "a" }.Validate(new(new object())));

    async Task<bool> IsServiceAsync(string? token, UpstreamOptions? options = null)
    {
        var request = new DefaultHttpContext().Request;
        if (token is not null) request.Headers.Authorization = $"Bearer {token}";
        var identityOnly = new UpstreamSignature(new(new Uri("https://signalr.example"), AccessKey: null, Credential: null));
        options ??= new() { Authority = Authority, Audience = "api://messaging", Identity = "the service" };
        return await new UpstreamAuthentication(identityOnly, Options.Create(options)).IsServiceAsync(request, "phone");
    }

    string Token(string identity = "the service", string audience = "api://messaging", string? issuer = null, SecurityKey? key = null) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Authority,
            Audience = audience,
            Claims = new Dictionary<string, object> { ["oid"] = identity },
            SigningCredentials = new(key ?? _key, SecurityAlgorithms.RsaSha256),
        });
}
