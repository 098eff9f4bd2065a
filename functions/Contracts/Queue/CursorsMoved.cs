namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>fanout</c>: how far members have come, within a second or so; others see it as receipts.</summary>
public sealed record CursorsMoved(string Tenant, IReadOnlyList<CursorMove> Moves);
