using System.Text.Json;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.SignalR;

/// <summary><c>signalREndpoints</c>: the array of endpoints. This host knows one.</summary>
sealed class EndpointsInput(string name, SignalRService service) : IInputBinding
{
    public string Name => name;

    public ValueTask<TypedData> GetAsync(Func<string, string?>? lookup, CancellationToken ct) =>
        new(new TypedData { Json = JsonSerializer.Serialize(new[] { SignalREndpoint.Of(service) }) });
}
