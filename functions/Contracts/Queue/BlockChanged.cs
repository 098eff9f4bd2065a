namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>presence</c>: <paramref name="User"/> shows nothing more to <paramref name="Other"/>, or shows it again.
/// The latest <paramref name="At"/> holds, in whatever order they come.</summary>
/// <param name="Tenant">Of both.</param>
/// <param name="User">Who blocks.</param>
/// <param name="Other">Who is blocked.</param>
/// <param name="Blocked">False: the block ends.</param>
/// <param name="At">When the user said so.</param>
/// <param name="Stamp">The other stamp where the user did; such a fact is never sent on. Null: here.</param>
public sealed record BlockChanged(string Tenant, string User, string Other, bool Blocked, DateTimeOffset At, string? Stamp = null);
