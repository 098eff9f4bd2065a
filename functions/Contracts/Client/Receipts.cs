namespace Messaging.Contracts.Client;

/// <summary>How far a member has come.</summary>
/// <param name="User">The member.</param>
/// <param name="Seq">Read up to here.</param>
/// <param name="Delivered">Received up to here by a device; never less than what is read.</param>
public sealed record Receipt(string User, long Seq, long Delivered);

/// <summary>GET /api/conversations/{id}/receipts</summary>
public sealed record ReceiptList
{
    public required string ConversationId { get; init; }

    /// <summary>What is counted: the seq asked for, or the last of the log.</summary>
    public required long Seq { get; init; }
    public required int Members { get; init; }

    /// <summary>Members who have read up to <see cref="Seq"/>; absent where that would cost too much.</summary>
    public int? Read { get; init; }

    /// <summary>Members who have received it or read it.</summary>
    public int? Delivered { get; init; }

    /// <summary>Member by member; absent above a threshold.</summary>
    public IReadOnlyList<Receipt>? Receipts { get; init; }
}
