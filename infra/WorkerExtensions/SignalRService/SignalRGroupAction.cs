using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Adds a connection or user to a group or removes it.</summary>
public sealed class SignalRGroupAction(SignalRGroupActionType actionType)
{
    public string? ConnectionId { get; set; }

    public string? UserId { get; set; }

    public string? GroupName { get; set; }

    public SignalRGroupActionType Action { get; set; } = actionType;

    /// <summary>Null means all endpoints.</summary>
    public SignalREndpoint[]? Endpoints { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter))]
public enum SignalRGroupActionType
{
    Add,
    Remove,

    /// <summary>Out of all groups; users only.</summary>
    RemoveAll,
}
