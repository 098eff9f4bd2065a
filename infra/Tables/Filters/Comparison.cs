using Messaging.Tables.Storage;

namespace Messaging.Tables.Filters;

enum Comparator { Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual }

sealed record Comparison(Operand Left, Comparator Comparator, Operand Right) : Filter
{
    public override bool ReadsKeys { get; } = Left.ReadsKeys || Right.ReadsKeys;

    public override bool Matches(in EntityView entity)
    {
        var left = Left.Of(entity);
        if (left.IsMissing)
            return false;
        var right = Right.Of(entity);
        // Most rows of a scan end here: text that isn't the same bytes isn't equal.
        if (Comparator == Comparator.Equal && right.Type == EdmType.String)
            return left.Token.SequenceEqual(right.Token) && left.Type == EdmType.String;
        return EdmValue.Compare(left, right) is { } order && Holds(order);
    }

    bool Holds(int order) => Comparator switch
    {
        Comparator.Equal => order == 0,
        Comparator.NotEqual => order != 0,
        Comparator.Greater => order > 0,
        Comparator.GreaterOrEqual => order >= 0,
        Comparator.Less => order < 0,
        _ => order <= 0,
    };
}
