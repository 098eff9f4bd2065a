using System.Text.Json;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>One element of a SignalR output, as <c>SignalRMessageAction</c> and <c>SignalRGroupAction</c> serialise.</summary>
abstract record SignalRAction
{
    public abstract Task SendAsync(SignalRService service, CancellationToken ct);

    /// <summary>A message has a target and arguments, anything else must be a group action.</summary>
    /// <exception cref="InvalidOperationException">It is neither.</exception>
    public static SignalRAction Parse(JsonElement json)
    {
        var properties = json.EnumerateObject()
            .Where(property => property.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(property => property.Name, property => property.Value, StringComparer.OrdinalIgnoreCase);
        string? Text(string name) => properties.TryGetValue(name, out var value) ? value.ToString() : null;

        if (properties.TryGetValue("Target", out var target) && properties.TryGetValue("Arguments", out var arguments))
        {
            return new SignalRMessage(Text("ConnectionId"), Text("UserId"), Text("GroupName"), target, arguments);
        }

        return Text("Action") is { } action
            ? new SignalRGroupChange(Text("ConnectionId"), Text("UserId"), Text("GroupName"), action)
            : throw new InvalidOperationException("A SignalR action needs Target and Arguments, or Action.");
    }
}
