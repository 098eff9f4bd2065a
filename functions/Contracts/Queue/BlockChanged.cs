namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>presence</c>: <paramref name="User"/> shows nothing more to <paramref name="Other"/>, or shows it again.
/// The latest <paramref name="At"/> holds, in whatever order they come.</summary>
public sealed record BlockChanged(string Tenant, string User, string Other, bool Blocked, DateTimeOffset At);
