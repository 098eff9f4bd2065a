using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives the function a <see cref="SignalRConnectionInfo"/> for the caller to connect with.</summary>
public sealed class SignalRConnectionInfoInputAttribute : InputBindingAttribute
{
    /// <summary>Name of the app setting (or setting prefix) that says where the service is.</summary>
    public string? ConnectionStringSetting { get; set; }

    public string? HubName { get; set; }

    /// <summary>May hold binding expressions such as <c>{headers.x-user}</c>.</summary>
    public string? UserId { get; set; }

    /// <summary>A JWT whose claims are added to the client's token.</summary>
    public string? IdToken { get; set; }

    /// <summary>Which claims of <see cref="IdToken"/> are added.</summary>
    public string[]? ClaimTypeList { get; set; }
}
