namespace Messaging.Identity;

public sealed partial class Issuer
{
    [LoggerMessage(1, LogLevel.Warning, "OIDC issuer at {Authority} with {Users} demo users, for local use only: it gives anyone a token")]
    static partial void LogStarted(ILogger logger, string authority, int users);
}
