using System.Text.RegularExpressions;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>What the service allows as names and keys.</summary>
static partial class Names
{
    public static TableError? CheckTable(string name) => name switch
    {
        { Length: < 3 or > 63 } => TableError.OutOfRange("table name"),
        _ when !TableName().IsMatch(name) || name.Equals("tables", StringComparison.OrdinalIgnoreCase) =>
            new(400, "InvalidResourceName", "The specified resource name contains invalid characters."),
        _ => null,
    };

    public static TableError? CheckKey(EntityKey key) => CheckKey(key.PartitionKey, "PartitionKey") ?? CheckKey(key.RowKey, "RowKey");

    public static TableError? CheckProperty(string name) =>
        name.Length > Limits.PropertyNameCharacters ? TableError.PropertyNameTooLong
        : PropertyName().IsMatch(name) ? null
        : new(400, "PropertyNameInvalid", "The property name is invalid.");

    static TableError? CheckKey(string value, string which)
    {
        if (value.Length > Limits.KeyCharacters)
            return TableError.KeyValueTooLarge;
        foreach (var character in value)
            if (character is '/' or '\\' or '#' or '?' || char.IsControl(character))
                return TableError.OutOfRange($"'{which}' parameter");
        return null;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]*$")]
    private static partial Regex TableName();

    [GeneratedRegex(@"^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*$")]
    private static partial Regex PropertyName();
}
