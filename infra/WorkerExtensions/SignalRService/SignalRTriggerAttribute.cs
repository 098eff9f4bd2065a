using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for an event of a hub: category <c>connections</c> or <c>messages</c>.</summary>
public sealed class SignalRTriggerAttribute : TriggerBindingAttribute
{
    public SignalRTriggerAttribute(string hubName, string category, string @event)
        : this(hubName, category, @event, [])
    {
    }

    public SignalRTriggerAttribute(string hubName, string category, string @event, params string[] parameterNames) =>
        (HubName, Category, Event, ParameterNames) = (hubName, category, @event, parameterNames);

    /// <summary>Name of the app setting (or setting prefix) that says where the service is.</summary>
    public string? ConnectionStringSetting { get; set; }

    public string HubName { get; }

    public string Event { get; }

    public string Category { get; }

    /// <summary>Names, in order, under which the client's arguments bind to the method's parameters.</summary>
    public string[] ParameterNames { get; }
}
