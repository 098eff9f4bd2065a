using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Messaging.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Conformance.Identity;

public sealed class When_a_token_is_asked_for : IAsyncLifetime
{
    readonly string data = Directory.CreateTempSubdirectory("identity").FullName;
    readonly HttpClient http = new();
    Issuer issuer = null!;

    public async Task InitializeAsync() => issuer = await Issuer.StartAsync(new() { Port = 0, Data = data });

    public async Task DisposeAsync()
    {
        await issuer.DisposeAsync();
        http.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("alice", "Alice")]
    [InlineData("load-17", "load-17")]
    public async Task Its_claims_say_who_and_its_signature_holds(string user, string name)
    {
        var answer = await GrantAsync(("grant_type", "password"), ("username", user));
        var token = await ValidateAsync(answer.GetProperty("access_token").GetString()!, "messaging");

        Assert.Equal("Bearer", answer.GetProperty("token_type").GetString());
        Assert.Equal(3600, answer.GetProperty("expires_in").GetInt32());
        Assert.Equal((user, name, "demo"), (token.Subject, token.GetClaim("name").Value, token.GetClaim("tid").Value));
        Assert.Equal(TimeSpan.FromHours(1), token.ValidTo - token.IssuedAt);
        Assert.StartsWith("for-local-use-only", token.Kid);
    }

    [Theory]
    [InlineData("password", "mallory", "invalid_grant")]
    [InlineData("password", "", "invalid_request")]
    [InlineData("authorization_code", "alice", "unsupported_grant_type")]
    public async Task A_refusal_says_why(string grant, string user, string error) =>
        Assert.Equal(error, (await GrantAsync(("grant_type", grant), ("username", user))).GetProperty("error").GetString());

    [Fact]
    public async Task A_token_outlives_the_issuer_whose_key_is_kept()
    {
        var token = (await GrantAsync(("grant_type", "password"), ("username", "bob"))).GetProperty("access_token").GetString()!;
        var port = new Uri(issuer.Authority).Port;
        await issuer.DisposeAsync();

        issuer = await Issuer.StartAsync(new() { Port = port, Data = data });

        Assert.Equal("bob", (await ValidateAsync(token, "messaging")).Subject);
    }

    [Fact]
    public async Task A_managed_identity_gets_one_through_the_unmodified_credential()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", issuer.IdentityEndpoint);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", new IssuerOptions().IdentityHeader);
        try
        {
            var credential = new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
            var token = await credential.GetTokenAsync(new TokenRequestContext(["https://signalr.azure.com/.default"]), default);

            await ValidateAsync(token.Token, "https://signalr.azure.com");
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public async Task A_page_on_another_port_may_ask()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, issuer.Authority + "/users") { Headers = { { "Origin", "http://127.0.0.1:1" } } };
        using var answer = await http.SendAsync(request);

        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(["alice", "bob", "carol", "dave", "admin"],
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Select(user => user.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        var port = new Uri(issuer.Authority).Port;

        var error = await Assert.ThrowsAnyAsync<IOException>(() => Issuer.StartAsync(new() { Port = port }));

        Assert.Contains($"127.0.0.1:{port}", error.Message);
    }

    async Task<JsonElement> GrantAsync(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(issuer.Authority + "/token", content);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    async Task<JsonWebToken> ValidateAsync(string token, string audience)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                issuer.Authority + "/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = false }),
            ValidIssuer = issuer.Authority,
            ValidAudience = audience,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }
}
