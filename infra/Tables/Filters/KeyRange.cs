namespace Messaging.Tables.Filters;

/// <summary>Encoded keys from the first, included, to the second, excluded.</summary>
readonly record struct KeyRange(byte[] From, byte[] To)
{
    /// <summary>No key holds the byte 255.</summary>
    public static readonly KeyRange All = new([], [0xFF]);

    public KeyRange StartingAt(byte[] key) => key.AsSpan().SequenceCompareTo(From) > 0 ? this with { From = key } : this;
}
