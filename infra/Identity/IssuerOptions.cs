namespace Messaging.Identity;

/// <summary>How the local issuer runs.</summary>
public sealed record IssuerOptions
{
    /// <summary>Address to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 takes any free one.</summary>
    public int Port { get; init; } = 5556;

    /// <summary>Folder that keeps the signing key over restarts; null makes a new key at every start.</summary>
    public string? Data { get; init; }

    /// <summary>Who may have a token by name. Any <c>prefix-number</c>, such as <c>load-17</c>, may too, in tenant <c>demo</c>
    /// or, as <c>load-17@other</c>, in another.</summary>
    public IReadOnlyList<DemoUser> Users { get; init; } = DemoUser.Defaults;

    /// <summary>The <c>aud</c> claim of users' tokens.</summary>
    public string Audience { get; init; } = "messaging";

    /// <summary>How long a token is valid.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The secret that a process must send to the managed identity endpoint (<c>IDENTITY_HEADER</c> in App Service).</summary>
    public string IdentityHeader { get; init; } = "local-identity";
}
