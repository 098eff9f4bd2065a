using Messaging.Tables.Storage;

namespace Messaging.Tables.Filters;

/// <summary>What a query has to read, and what it has to ask each row that it reads.</summary>
sealed record QueryPlan(KeyRange Keys, Filter? Remaining)
{
    public static QueryPlan For(Filter? filter)
    {
        if (filter is null)
            return new(KeyRange.All, null);
        var bounds = Bounds(filter);
        var keys = bounds.Partition.IsOne ? WithinPartition(bounds.Partition.Low.Text!, bounds.Row) : AcrossPartitions(bounds.Partition);
        return new(keys, WithoutImplied(filter, bounds.Partition.IsOne));
    }

    static (TextRange Partition, TextRange Row) Bounds(Filter filter)
    {
        switch (filter)
        {
            case And and:
                var (left, right) = (Bounds(and.Left), Bounds(and.Right));
                return (left.Partition.Intersect(right.Partition), left.Row.Intersect(right.Row));
            case Or or:
                (left, right) = (Bounds(or.Left), Bounds(or.Right));
                return (left.Partition.Hull(right.Partition), left.Row.Hull(right.Row));
            case Comparison { Left: PartitionKeyOperand, Right: Literal { Type: EdmType.String } text } comparison:
                return (TextRange.From(comparison.Comparator, text.Text), default);
            case Comparison { Left: RowKeyOperand, Right: Literal { Type: EdmType.String } text } comparison:
                return (default, TextRange.From(comparison.Comparator, text.Text));
            default:
                return default;
        }
    }

    static KeyRange AcrossPartitions(TextRange partition) => new(
        partition.Low switch
        {
            { Text: null } => KeyRange.All.From,
            { Included: true } low => EntityKey.StartOf(low.Text),
            var low => EntityKey.EndOf(low.Text),
        },
        partition.High switch
        {
            { Text: null } => KeyRange.All.To,
            { Included: true } high => EntityKey.EndOf(high.Text),
            var high => EntityKey.StartOf(high.Text),
        });

    static KeyRange WithinPartition(string partition, TextRange row) => new(
        row.Low.Text is { } low ? RowBound(partition, low, after: !row.Low.Included) : EntityKey.StartOf(partition),
        row.High.Text is { } high ? RowBound(partition, high, after: row.High.Included) : EntityKey.EndOf(partition));

    /// <summary>A zero character sorts before all that a key may hold, so it makes the first key behind this one.</summary>
    static byte[] RowBound(string partition, string row, bool after) => new EntityKey(partition, after ? row + '\0' : row).Encode();

    static Filter? WithoutImplied(Filter filter, bool onePartition) => filter switch
    {
        And and => (WithoutImplied(and.Left, onePartition), WithoutImplied(and.Right, onePartition)) switch
        {
            (null, var right) => right,
            (var left, null) => left,
            var (left, right) => new And(left, right),
        },
        Comparison { Comparator: Comparator.NotEqual } => filter,
        Comparison { Left: PartitionKeyOperand, Right: Literal { Type: EdmType.String } } => null,
        Comparison { Left: RowKeyOperand, Right: Literal { Type: EdmType.String } } when onePartition => null,
        _ => filter,
    };
}
