using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>A request to write one entity, alone or in a transaction.</summary>
/// <param name="IfMatch">The header, or null.</param>
sealed record EntityCommand(string Method, RequestTarget Target, string? IfMatch, ReadOnlyMemory<byte> Body)
{
    /// <exception cref="RequestRefused">The request is no write, or the entity breaks a limit.</exception>
    public EntityWrite ToWrite() => (Method, Target.Kind) switch
    {
        ("POST", ResourceKind.EntitySet) => Insert(),
        ("PUT", ResourceKind.Entity) => Update(WriteKind.Replace),
        ("PATCH" or "MERGE", ResourceKind.Entity) => Update(WriteKind.Merge),
        ("DELETE", ResourceKind.Entity) => new(WriteKind.Delete, Target.Key, Condition() ?? throw MissingIfMatch(), []),
        _ => throw new RequestRefused(TableError.MethodNotAllowed),
    };

    EntityWrite Insert()
    {
        var entity = EntityJson.Parse(Body);
        return entity is { PartitionKey: { } partition, RowKey: { } row }
            ? Checked(new(WriteKind.Insert, new(partition, row), null, entity.Properties))
            : throw new RequestRefused(TableError.PropertiesNeedValue);
    }

    EntityWrite Update(WriteKind kind) => Checked(new(kind, Target.Key, Condition(), EntityJson.Parse(Body).Properties));

    string? Condition() => string.IsNullOrEmpty(IfMatch) ? null : IfMatch;

    static EntityWrite Checked(EntityWrite write) =>
        (Names.CheckKey(write.Key) ?? EntitySize.Check(write.Key, write.Properties)) is { } error ? throw new RequestRefused(error) : write;

    static RequestRefused MissingIfMatch() =>
        new(new(400, "MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified: If-Match."));
}
