using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Takes <see cref="SignalRMessageAction"/> and <see cref="SignalRGroupAction"/>, one or an array of one kind.</summary>
public sealed class SignalROutputAttribute : OutputBindingAttribute
{
    /// <summary>Name of the app setting (or setting prefix) that says where the service is.</summary>
    public string? ConnectionStringSetting { get; set; }

    public string? HubName { get; set; }
}
