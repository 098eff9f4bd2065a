namespace Messaging.Contracts.Client;

/// <summary>DELETE /api/users/{user}: durable for these conversations. Each is done when the command's fate is there, asked for by the same operator.</summary>
/// <param name="User">Of whom nothing is to stay.</param>
/// <param name="ClientMessageId">Of the command in each of the conversations.</param>
/// <param name="Conversations">Those found by this request.</param>
/// <param name="Next">To be given as <c>after</c> to go on looking, with the same client message id; absent when all are found.</param>
public sealed record ErasureAccepted(string User, string ClientMessageId, IReadOnlyList<string> Conversations, string? Next = null);
