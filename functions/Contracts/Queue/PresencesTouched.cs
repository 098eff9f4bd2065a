namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>presence</c>: many users at once, when many devices come or go.</summary>
public sealed record PresencesTouched(IReadOnlyList<PresenceTouched> Users);
