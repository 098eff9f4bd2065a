namespace Messaging.Tables.Storage;

/// <summary>A stored entity as it lies in the database; valid only while the reader stands on its row.</summary>
/// <param name="key">Encoded <see cref="EntityKey"/>.</param>
/// <param name="timestamp">Ticks, UTC; also the ETag.</param>
/// <param name="properties">See <see cref="PropertyBag"/>.</param>
readonly ref struct EntityView(ReadOnlySpan<byte> key, long timestamp, ReadOnlySpan<byte> properties)
{
    public ReadOnlySpan<byte> Key { get; } = key;

    public long Timestamp { get; } = timestamp;

    public ReadOnlySpan<byte> Properties { get; } = properties;
}
