namespace Messaging.Contracts.Queue;

/// <summary>On queues <c>presence</c> and <c>sync</c>: nothing is to stay of <paramref name="User"/> but what the user began after <paramref name="At"/>. It comes at
/// once and an hour later; neither how often nor how late makes a difference.</summary>
public sealed record UserErased(string Tenant, string User, DateTimeOffset At);
