namespace Messaging.Plumbing.Auth;

/// <summary>Who calls, as a validated token says.</summary>
/// <param name="Tenant">Every key is prefixed by it.</param>
/// <param name="User">The user within the tenant.</param>
public sealed record Caller(string Tenant, string User)
{
    /// <summary>The user's name at SignalR, unique over tenants.</summary>
    public string SignalRUser => Delivery.Names.User(Tenant, User);
}
