using System.Text.Json;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.SignalR;

/// <summary><c>signalRNegotiation</c>: the endpoints to choose from, each with its connection info. This host knows one.</summary>
sealed class NegotiationInput(BindingDefinition binding, SignalRService service) : IInputBinding
{
    readonly ConnectionInfoInput connectionInfo = new(binding, service);

    public string Name => binding.Name;

    public async ValueTask<TypedData> GetAsync(Func<string, string?>? lookup, CancellationToken ct)
    {
        var (url, accessToken) = await connectionInfo.NegotiateAsync(lookup, ct);
        var endpoint = SignalREndpoint.Of(service);
        var choice = new { endpoint.EndpointType, endpoint.Name, endpoint.Endpoint, endpoint.Online, ConnectionInfo = new { Url = url, AccessToken = accessToken } };
        return new() { Json = JsonSerializer.Serialize(new { Endpoints = new[] { choice } }) };
    }
}
