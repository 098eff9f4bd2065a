namespace Messaging.FunctionsHost;

public enum AppState
{
    Starting,
    Ready,

    /// <summary>At least one instance has no worker at the moment.</summary>
    Restarting,
    Stopped,
}
