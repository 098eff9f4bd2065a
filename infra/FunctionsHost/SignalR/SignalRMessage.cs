using System.Text.Json;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>To a connection, else a user, else a group, else everyone.</summary>
sealed record SignalRMessage(string? ConnectionId, string? UserId, string? GroupName, JsonElement Target, JsonElement Arguments) : SignalRAction
{
    public override Task SendAsync(SignalRService service, CancellationToken ct) => service.SendAsync(Recipient, Target, Arguments, ct);

    string Recipient => (ConnectionId, UserId, GroupName) switch
    {
        ({ } connection, _, _) => $"/connections/{Uri.EscapeDataString(connection)}",
        (_, { } user, _) => $"/users/{Uri.EscapeDataString(user)}",
        (_, _, { } group) => $"/groups/{Uri.EscapeDataString(group)}",
        _ => "",
    };
}
