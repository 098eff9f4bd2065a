using System.ComponentModel.DataAnnotations;

namespace Messaging.Presence.Upstream;

/// <summary>Section <c>Upstream</c>: with which token SignalR proves itself where it has no access key.
/// With none of these only signed calls are taken.</summary>
public sealed class UpstreamOptions : IValidatableObject
{
    /// <summary>The issuer, for instance <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    [Url] public string? Authority { get; set; }

    /// <summary>The resource that SignalR's upstream settings name.</summary>
    public string? Audience { get; set; }

    /// <summary>Object id of SignalR's managed identity. Any identity of the directory may get a token for the audience.</summary>
    public string? Identity { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Authority is not null && (string.IsNullOrEmpty(Audience) || string.IsNullOrEmpty(Identity)))
            yield return new("With Upstream:Authority, Upstream:Audience and Upstream:Identity are required.", [nameof(Audience), nameof(Identity)]);
    }
}
