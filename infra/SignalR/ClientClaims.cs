using System.Security.Claims;

namespace Messaging.SignalR;

/// <summary>
/// The claims of a client token: the service's own begin with <c>asrs.s.</c>, an app's that would clash with a token's with <c>asrs.u.</c>.
/// </summary>
static class ClientClaims
{
    public const string UserId = "asrs.s.uid";

    const string ServicePrefix = "asrs.s.";
    const string UserPrefix = "asrs.u.";

    static readonly HashSet<string> Registered = ["aud", "exp", "iat", "iss", "nbf"];

    public static string? UserOf(ClaimsPrincipal principal) =>
        (principal.FindFirst(UserId) ?? principal.FindFirst("nameid") ?? principal.FindFirst("sub"))?.Value;

    /// <summary>What an app sees of them: its own claims under their own names.</summary>
    public static IEnumerable<(string Type, string Value)> OfApp(ClaimsPrincipal principal) =>
        from claim in principal.Claims
        where !claim.Type.StartsWith(ServicePrefix, StringComparison.Ordinal) && !Registered.Contains(claim.Type)
        select (claim.Type.StartsWith(UserPrefix, StringComparison.Ordinal) ? claim.Type[UserPrefix.Length..] : claim.Type, claim.Value);
}
