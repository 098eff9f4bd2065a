using System.Collections.Immutable;

namespace Messaging.Tables.Storage;

sealed record TableEntry(long Id, string Name);

/// <summary>The tables there are, in name order without regard to case. Immutable, so that readers see only what is committed.</summary>
sealed record TableCatalog(ImmutableSortedDictionary<string, TableEntry> Tables)
{
    public static readonly TableCatalog Empty = new(ImmutableSortedDictionary.Create<string, TableEntry>(StringComparer.OrdinalIgnoreCase));

    public TableEntry? Find(string name) => Tables.GetValueOrDefault(name);

    public TableCatalog With(TableEntry table) => new(Tables.Add(table.Name, table));

    public TableCatalog Without(TableEntry table) => new(Tables.Remove(table.Name));
}
