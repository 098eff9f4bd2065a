namespace Messaging.FunctionsHost.SignalR;

/// <summary>Puts a connection, else a user, into a group or takes it out.</summary>
sealed record SignalRGroupChange(string? ConnectionId, string? UserId, string? GroupName, string Action) : SignalRAction
{
    public override Task SendAsync(SignalRService service, CancellationToken ct) =>
        service.CallAsync(Is("Add") ? HttpMethod.Put : HttpMethod.Delete, Path, ct);

    string Path => (ConnectionId, UserId) switch
    {
        (_, { } user) when Is("RemoveAll") => $"/users/{Uri.EscapeDataString(user)}/groups",
        ({ } connection, _) when !Is("RemoveAll") => $"/groups/{Group}/connections/{Uri.EscapeDataString(connection)}",
        (null, { } user) => $"/users/{Uri.EscapeDataString(user)}/groups/{Group}",
        _ => throw new InvalidOperationException($"SignalR group action {Action} needs {(Is("RemoveAll") ? "UserId" : "ConnectionId or UserId")}."),
    };

    string Group => Uri.EscapeDataString(GroupName ?? throw new InvalidOperationException($"SignalR group action {Action} needs GroupName."));

    bool Is(string action) => string.Equals(Action, action, StringComparison.OrdinalIgnoreCase);
}
