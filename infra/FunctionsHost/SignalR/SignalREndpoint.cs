namespace Messaging.FunctionsHost.SignalR;

/// <summary>An endpoint as function code sees it.</summary>
sealed record SignalREndpoint(string EndpointType, string Name, string Endpoint, bool Online)
{
    public static SignalREndpoint Of(SignalRService service) => new("Primary", "", service.Connection.Endpoint.AbsoluteUri.TrimEnd('/'), Online: true);
}
