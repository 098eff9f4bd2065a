namespace Messaging.Plumbing.Auth;

/// <summary>Who calls, as a validated token says.</summary>
/// <param name="Tenant">Every key is prefixed by it.</param>
/// <param name="User">The user within the tenant.</param>
/// <param name="IsOperator">The token has <see cref="OperatorRole"/>: may do for the tenant what no member may.</param>
public sealed record Caller(string Tenant, string User, bool IsOperator = false)
{
    /// <summary>Among the claims <c>roles</c>, as Microsoft Entra writes the app roles of a user.</summary>
    public const string OperatorRole = "messaging.admin";

    /// <summary>The user's name at SignalR, unique over tenants.</summary>
    public string SignalRUser => Delivery.Names.User(Tenant, User);
}
