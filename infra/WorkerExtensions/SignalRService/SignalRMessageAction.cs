namespace Microsoft.Azure.Functions.Worker;

/// <summary>A message to a connection, else to a user, else to a group, else to everyone on the hub.</summary>
public sealed class SignalRMessageAction
{
    public SignalRMessageAction(string target) => Target = target ?? throw new ArgumentNullException(nameof(target));

    public SignalRMessageAction(string target, object[]? arguments)
        : this(target) => Arguments = arguments;

    public string? ConnectionId { get; set; }

    public string? UserId { get; set; }

    public string? GroupName { get; set; }

    public string Target { get; }

    /// <summary>The host refuses an action without arguments; use an empty array.</summary>
    public object[]? Arguments { get; set; }

    /// <summary>Null means all endpoints.</summary>
    public SignalREndpoint[]? Endpoints { get; set; }
}
