using Messaging.FunctionsHost.Metadata;
using Microsoft.Extensions.Azure;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>Services by the connection setting and hub that a binding names.</summary>
sealed class SignalRConnections(AppSettings settings, AzureComponentFactory credentials, TimeProvider time) : IDisposable
{
    const string Default = "AzureSignalRConnectionString";

    readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    public SignalRService Service(BindingDefinition binding)
    {
        var name = binding.Text("connectionStringSetting") is { Length: > 0 } named ? named : Default;
        return new(SignalRConnection.From(settings, name, credentials), binding.Require("hubName"), http, time);
    }

    public void Dispose() => http.Dispose();
}
