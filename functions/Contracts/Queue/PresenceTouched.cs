namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>presence</c>: look at this user's devices and publish the merged state if it changed.</summary>
/// <param name="Tenant">Of the user.</param>
/// <param name="User">Whose devices or status changed.</param>
/// <param name="Stamp">The other stamp where they did; such a fact is never sent on. Null: here.</param>
public sealed record PresenceTouched(string Tenant, string User, string? Stamp = null);
