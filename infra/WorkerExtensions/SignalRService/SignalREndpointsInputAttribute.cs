using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives the function the array of <see cref="SignalREndpoint"/> that the setting names.</summary>
public sealed class SignalREndpointsInputAttribute : InputBindingAttribute
{
    public SignalREndpointsInputAttribute(string hubName) => HubName = hubName;

    public SignalREndpointsInputAttribute(string hubName, string connectionStringSetting) =>
        (HubName, ConnectionStringSetting) = (hubName, connectionStringSetting);

    /// <summary>Name of the app setting (or setting prefix) that says where the service is.</summary>
    public string? ConnectionStringSetting { get; set; }

    public string? HubName { get; set; }
}
