using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.ServiceBus;
using Messaging.FunctionsHost.SignalR;

namespace Messaging.FunctionsHost;

/// <summary>The inputs and outputs this host has; any other type is refused by name.</summary>
sealed class Bindings(ServiceBusConnections serviceBus, SignalRConnections signalR)
{
    public IInputBinding Input(BindingDefinition binding) => binding.Type.ToLowerInvariant() switch
    {
        "signalrconnectioninfo" => new ConnectionInfoInput(binding, signalR.Service(binding)),
        "signalrnegotiation" => new NegotiationInput(binding, signalR.Service(binding)),
        "signalrendpoints" => new EndpointsInput(binding.Name, signalR.Service(binding)),
        _ => throw new NotSupportedException($"Input binding type '{binding.Type}' is not supported by this host."),
    };

    /// <summary>Null for the HTTP response, which travels over HTTP.</summary>
    public IOutputBinding? Output(BindingDefinition binding) => binding.Type.ToLowerInvariant() switch
    {
        "http" => null,
        "servicebus" => new ServiceBusOutput(
            binding.Name, serviceBus.Client(binding.Text("connection")).CreateSender(binding.Require("queueOrTopicName"))),
        "signalr" => new SignalROutput(binding.Name, signalR.Service(binding)),
        _ => throw new NotSupportedException($"Output binding type '{binding.Type}' is not supported by this host."),
    };
}
