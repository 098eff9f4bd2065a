using System.ComponentModel.DataAnnotations;

namespace Messaging.Plumbing.Auth;

/// <summary>Section <c>Auth</c>: whose tokens are taken.</summary>
public sealed class AuthOptions
{
    /// <summary>The OIDC issuer, for instance <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    [Required, Url] public string Authority { get; set; } = "";

    [Required] public string Audience { get; set; } = "messaging";

    /// <summary>The claim that holds the user's id.</summary>
    [Required] public string UserClaim { get; set; } = "sub";

    /// <summary>The claim that holds the tenant; callers without it belong to tenant <c>default</c>.</summary>
    [Required] public string TenantClaim { get; set; } = "tid";
}
