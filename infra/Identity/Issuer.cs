using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Identity;

/// <summary>
/// A local OIDC issuer: discovery document, RS256 keys, a token for anyone who asks, and a managed identity endpoint.
/// It guards nothing and must never be reachable from another machine.
/// </summary>
public sealed partial class Issuer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly SigningKey key;

    Issuer(WebApplication app, SigningKey key, string authority) => (this.app, this.key, Authority) = (app, key, authority);

    /// <summary>The issuer's address, which is also the <c>iss</c> claim of every token.</summary>
    public string Authority { get; }

    /// <summary>What <c>IDENTITY_ENDPOINT</c> must hold for <c>ManagedIdentityCredential</c> to ask here.</summary>
    public string IdentityEndpoint => Authority + ManagedIdentityEndpoint.Path;

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">The port is taken; the message names host and port.</exception>
    public static async Task<Issuer> StartAsync(
        IssuerOptions options, ILoggerFactory? logs = null, TimeProvider? time = null, CancellationToken ct = default)
    {
        var key = SigningKey.Open(options.Data);
        var tokens = new AccessTokens(key, options, time ?? TimeProvider.System);
        var app = Build(options, tokens, key, logs ?? NullLoggerFactory.Instance);
        try
        {
            await app.StartAsync(ct);
        }
        catch
        {
            await app.DisposeAsync();
            key.Dispose();
            throw;
        }

        tokens.Authority = app.Urls.First().Replace("0.0.0.0", "localhost").Replace("[::]", "localhost");
        LogStarted(app.Logger, tokens.Authority, options.Users.Count);
        return new Issuer(app, key, tokens.Authority);
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        key.Dispose();
    }

    static WebApplication Build(IssuerOptions options, AccessTokens tokens, SigningKey key, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://{options.Host}:{options.Port}");
        builder.Services.AddSingleton(logs).AddRoutingCore().AddCors();

        var app = builder.Build();
        app.UseCors(cors => cors.AllowAnyOrigin().AllowAnyHeader().WithMethods("GET", "POST"));
        app.MapGet("/", () => "A local OIDC issuer, for local use only. POST /token with grant_type=password&username=alice.");
        app.MapGet("/users", () => options.Users.Select(user => new { id = user.Id, name = user.Name, tenant = user.Tenant }));
        app.MapGet("/.well-known/openid-configuration", () => Discovery(tokens.Authority));
        app.MapGet("/jwks", () => new { keys = new[] { key.PublicKey() } });
        app.MapPost("/token", new TokenEndpoint(options, tokens).Post);
        app.MapGet(ManagedIdentityEndpoint.Path, new ManagedIdentityEndpoint(options, tokens).Get);
        return app;
    }

    static object Discovery(string authority) => new
    {
        issuer = authority,
        token_endpoint = authority + "/token",
        jwks_uri = authority + "/jwks",
        grant_types_supported = new[] { "password", "client_credentials" },
        response_types_supported = new[] { "token" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { SecurityAlgorithms.RsaSha256 },
        claims_supported = new[] { "sub", "name", "tid", "aud", "iss", "iat", "exp" },
    };
}
