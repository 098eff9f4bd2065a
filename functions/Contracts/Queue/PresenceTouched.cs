namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>presence</c>: look at this user's devices and publish the merged state if it changed.</summary>
public sealed record PresenceTouched(string Tenant, string User);
