namespace Messaging.Contracts.Client;

/// <summary>GET /api/scheduled?after=next, in no particular order.</summary>
/// <param name="Scheduled">The caller's own sends that have not left yet.</param>
/// <param name="Next">To be given as <c>after</c> for the next page; absent on the last.</param>
public sealed record ScheduledPage(IReadOnlyList<ScheduledSend> Scheduled, string? Next = null);

/// <summary>Messages of one request that are sent together later.</summary>
public sealed record ScheduledSend
{
    public required string ConversationId { get; init; }

    /// <summary>The id of the first message: with the conversation it names the send.</summary>
    public required string ClientMessageId { get; init; }
    public required DateTimeOffset SendAt { get; init; }
    public required IReadOnlyList<NewMessage> Messages { get; init; }
}
