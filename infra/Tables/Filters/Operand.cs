using System.Text;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Filters;

/// <summary>One side of a comparison.</summary>
abstract record Operand
{
    public abstract bool ReadsKeys { get; }

    public abstract EdmValue Of(in EntityView entity);

    public static Operand Named(string name) => name switch
    {
        "PartitionKey" => new PartitionKeyOperand(),
        "RowKey" => new RowKeyOperand(),
        "Timestamp" => new TimestampOperand(),
        _ => new PropertyOperand(new PropertyName(name)),
    };
}

sealed record Literal(EdmType Type, byte[] Token) : Operand
{
    public override bool ReadsKeys => false;

    public override EdmValue Of(in EntityView entity) => new(Type, Token);

    public string Text => CanonicalJson.Unquote(Token);
}

sealed record PropertyOperand(PropertyName Name) : Operand
{
    public override bool ReadsKeys => false;

    public override EdmValue Of(in EntityView entity) => PropertyBag.Find(entity.Properties, Name);
}

sealed record PartitionKeyOperand : Operand
{
    public override bool ReadsKeys => true;

    public override EdmValue Of(in EntityView entity) =>
        new(EdmType.String, CanonicalJson.Quote(EntityKey.DecodePart(EntityKey.PartitionPart(entity.Key))));
}

sealed record RowKeyOperand : Operand
{
    public override bool ReadsKeys => true;

    public override EdmValue Of(in EntityView entity) =>
        new(EdmType.String, CanonicalJson.Quote(EntityKey.DecodePart(EntityKey.RowPart(entity.Key))));
}

sealed record TimestampOperand : Operand
{
    public override bool ReadsKeys => true;

    public override EdmValue Of(in EntityView entity) => new(
        EdmType.DateTime, Encoding.ASCII.GetBytes($"\"{CanonicalJson.Text(new DateTime(entity.Timestamp, DateTimeKind.Utc))}\""));
}
