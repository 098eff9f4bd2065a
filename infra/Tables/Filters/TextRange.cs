namespace Messaging.Tables.Filters;

/// <summary>An end of a range; without text it is open.</summary>
readonly record struct Bound(string? Text, bool Included);

/// <summary>The values that a filter leaves possible for one of the keys.</summary>
readonly record struct TextRange(Bound Low, Bound High)
{
    public bool IsOne => Low is { Text: not null, Included: true } && Low == High;

    public static TextRange From(Comparator comparator, string text) => comparator switch
    {
        Comparator.Equal => new(new(text, true), new(text, true)),
        Comparator.Greater => new(new(text, false), default),
        Comparator.GreaterOrEqual => new(new(text, true), default),
        Comparator.Less => new(default, new(text, false)),
        Comparator.LessOrEqual => new(default, new(text, true)),
        _ => default,
    };

    public TextRange Intersect(TextRange other) => new(
        Low.Text is null || other.Low.Text is not null && LowOrder(Low, other.Low) < 0 ? other.Low : Low,
        High.Text is null || other.High.Text is not null && HighOrder(High, other.High) > 0 ? other.High : High);

    /// <summary>The smallest range around both.</summary>
    public TextRange Hull(TextRange other) => new(
        Low.Text is null || other.Low.Text is null ? default : LowOrder(Low, other.Low) <= 0 ? Low : other.Low,
        High.Text is null || other.High.Text is null ? default : HighOrder(High, other.High) >= 0 ? High : other.High);

    static int LowOrder(Bound left, Bound right) =>
        string.CompareOrdinal(left.Text, right.Text) is not 0 and var order ? order : right.Included.CompareTo(left.Included);

    static int HighOrder(Bound left, Bound right) =>
        string.CompareOrdinal(left.Text, right.Text) is not 0 and var order ? order : left.Included.CompareTo(right.Included);
}
