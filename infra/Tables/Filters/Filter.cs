using Messaging.Tables.Storage;

namespace Messaging.Tables.Filters;

/// <summary>A condition on one entity. A comparison with a missing property, or between types without an order, is false.</summary>
abstract record Filter
{
    public abstract bool Matches(in EntityView entity);

    /// <summary>True when it looks at PartitionKey, RowKey or Timestamp.</summary>
    public abstract bool ReadsKeys { get; }
}

sealed record And(Filter Left, Filter Right) : Filter
{
    public override bool ReadsKeys { get; } = Left.ReadsKeys || Right.ReadsKeys;

    public override bool Matches(in EntityView entity) => Left.Matches(entity) && Right.Matches(entity);
}

sealed record Or(Filter Left, Filter Right) : Filter
{
    public override bool ReadsKeys { get; } = Left.ReadsKeys || Right.ReadsKeys;

    public override bool Matches(in EntityView entity) => Left.Matches(entity) || Right.Matches(entity);
}

sealed record Not(Filter Inner) : Filter
{
    public override bool ReadsKeys => Inner.ReadsKeys;

    public override bool Matches(in EntityView entity) => !Inner.Matches(entity);
}

/// <summary>A Boolean property or literal that stands alone.</summary>
sealed record Truth(Operand Operand) : Filter
{
    public override bool ReadsKeys => Operand.ReadsKeys;

    public override bool Matches(in EntityView entity) => Operand.Of(entity).IsTrue;
}

/// <summary><c>Name eq null</c> is true for entities without the property, <c>ne</c> for those with it.</summary>
sealed record Missing(Operand Operand, bool Expected) : Filter
{
    public override bool ReadsKeys => Operand.ReadsKeys;

    public override bool Matches(in EntityView entity) => Operand.Of(entity).IsMissing == Expected;
}
