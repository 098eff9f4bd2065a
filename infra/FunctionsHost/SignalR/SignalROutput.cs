using System.Text.Json;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>
/// Carries out the actions a function returned: one REST call an action, one after the other, as the official
/// extension does. The first refused call fails the invocation after those before it took effect.
/// </summary>
sealed class SignalROutput(string name, SignalRService service) : IOutputBinding
{
    public string Name => name;

    public async Task SendAsync(TypedData value, CancellationToken ct)
    {
        using var json = JsonDocument.Parse(value.DataCase == TypedData.DataOneofCase.String ? value.String : value.Json);
        if (json.RootElement.ValueKind != JsonValueKind.Array)
        {
            await SignalRAction.Parse(json.RootElement).SendAsync(service, ct);
            return;
        }

        foreach (var action in json.RootElement.EnumerateArray())
        {
            await SignalRAction.Parse(action).SendAsync(service, ct);
        }
    }
}
