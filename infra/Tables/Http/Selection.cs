using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>What <c>$select</c> asks for. Names that an entity doesn't have are left out.</summary>
sealed record Selection(bool PartitionKey, bool RowKey, bool Timestamp, IReadOnlyList<PropertyName> Properties)
{
    /// <summary>Null selects all.</summary>
    public static Selection? Parse(string? select)
    {
        var names = select?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (names.Length == 0 || names.Contains("*"))
            return null;
        var own = names.Except(["PartitionKey", "RowKey", "Timestamp"]).Select(name => new PropertyName(name));
        return new(names.Contains("PartitionKey"), names.Contains("RowKey"), names.Contains("Timestamp"), [.. own]);
    }
}
