namespace Messaging.Tables.Storage;

enum WriteKind { Insert, Replace, Merge, Delete }

/// <summary>One command on one entity.</summary>
/// <param name="IfMatch">Null: no condition (insert, upsert); <c>*</c>: must exist; otherwise the ETag it must have.</param>
/// <param name="Properties">A <see cref="PropertyBag"/>; empty for a deletion.</param>
sealed record EntityWrite(WriteKind Kind, EntityKey Key, string? IfMatch, byte[] Properties);

/// <summary>The end of a transaction: the timestamps of its entities in order, or why it was refused and by which command.</summary>
sealed record WriteOutcome(IReadOnlyList<long> Timestamps, TableError? Error = null, int FailedIndex = 0)
{
    public static WriteOutcome Refused(TableError error, int index = 0) => new([], error, index);
}
