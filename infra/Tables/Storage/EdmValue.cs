using System.Buffers.Text;

namespace Messaging.Tables.Storage;

/// <summary>A value in its stored JSON form, strings with their quotes. <c>default</c> is a missing property.</summary>
readonly ref struct EdmValue(EdmType type, ReadOnlySpan<byte> token)
{
    public EdmType Type { get; } = type;

    public ReadOnlySpan<byte> Token { get; } = token;

    public bool IsMissing => Type == EdmType.Null;

    bool IsNumber => Type is EdmType.Int32 or EdmType.Int64 or EdmType.Double;

    bool IsWhole => Type is EdmType.Int32 or EdmType.Int64;

    ReadOnlySpan<byte> Bare => Token is [(byte)'"', ..] ? Token[1..^1] : Token;

    /// <summary>Null when the two types have no order between them: then every comparison is false.</summary>
    public static int? Compare(in EdmValue left, in EdmValue right)
    {
        if (left.IsWhole && right.IsWhole)
            return left.Whole().CompareTo(right.Whole());
        if (left.IsNumber && right.IsNumber)
            return CompareNumbers(left.Number(), right.Number());
        if (left.Type != right.Type)
            return null;
        return left.Type switch
        {
            EdmType.Null => null,
            EdmType.String => string.CompareOrdinal(left.Text(), right.Text()),
            EdmType.Binary => left.Bytes().AsSpan().SequenceCompareTo(right.Bytes()),
            // Without its Z the canonical form of a time sorts as time does, with or without a fraction.
            EdmType.DateTime => left.Bare[..^1].SequenceCompareTo(right.Bare[..^1]),
            _ => left.Bare.SequenceCompareTo(right.Bare),
        };
    }

    /// <summary>Its type doesn't follow from its JSON.</summary>
    public bool IsAnnotated => Type > EdmType.Double || Type == EdmType.Int64 || Type == EdmType.Double && Token[0] == '"';

    public bool IsTrue => Type == EdmType.Boolean && Token[0] == 't';

    static int? CompareNumbers(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    long Whole() => Utf8Parser.TryParse(Bare, out long value, out _) ? value : 0;

    double Number() => Bare switch
    {
        var bare when bare.SequenceEqual("Infinity"u8) => double.PositiveInfinity,
        var bare when bare.SequenceEqual("-Infinity"u8) => double.NegativeInfinity,
        var bare when Utf8Parser.TryParse(bare, out double value, out _) => value,
        _ => double.NaN,
    };

    string Text() => CanonicalJson.Unquote(Token);

    byte[] Bytes() => Convert.FromBase64String(Text());
}
