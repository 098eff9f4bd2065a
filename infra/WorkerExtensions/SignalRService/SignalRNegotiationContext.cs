namespace Microsoft.Azure.Functions.Worker;

/// <summary>The endpoints a client can be sent to.</summary>
public sealed class SignalRNegotiationContext
{
    public SignalREndpointConnectionInfo[] Endpoints { get; set; }
}

public sealed class SignalREndpointConnectionInfo
{
    public SignalREndpointType EndpointType { get; set; }

    public string Name { get; set; }

    public string Endpoint { get; set; }

    public bool Online { get; set; }

    /// <summary>The answer to the client when this endpoint is chosen.</summary>
    public SignalRConnectionInfo ConnectionInfo { get; set; }
}
