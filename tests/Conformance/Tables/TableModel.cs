using System.Collections.Immutable;
using System.Globalization;
using Azure;

namespace Messaging.Conformance.Tables;

sealed record ModelRow(string Partition, string Row, ImmutableSortedDictionary<string, object> Properties, ETag Tag = default)
{
    public override string ToString() =>
        $"{Partition}/{Row} {string.Join(",", Properties.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}:{p.Value.GetType().Name}")))} {Tag}";
}

/// <summary>What a table is to be: rows in order of their keys, and the outcome of each write.</summary>
sealed class TableModel
{
    public static readonly ETag Stale = new("W/\"datetime'2000-01-01T00%3A00%3A00.0000000Z'\"");

    /// <summary>Of several reasons for it the service may name any.</summary>
    public const string Refused = "refused";

    ImmutableSortedDictionary<(string, string), ModelRow> rows = ImmutableSortedDictionary<(string, string), ModelRow>.Empty;

    public IEnumerable<ModelRow> Where(Func<ModelRow, bool> matches) => rows.Values.Where(matches);

    public ETag TagFor(string partition, Command command) => command.Condition switch
    {
        Condition.Any => ETag.All,
        Condition.Current when rows.TryGetValue((partition, command.Row), out var row) => row.Tag,
        _ => Stale,
    };

    /// <summary>What the service is to answer. When that is <c>ok</c>, the rows change.</summary>
    public string Apply(string partition, Command[] commands)
    {
        if (NamesARowTwice(commands))
            return Refused;
        var changed = rows;
        for (var i = 0; i < commands.Length; i++)
        {
            var row = rows.GetValueOrDefault((partition, commands[i].Row));
            if (Refusal(commands[i], row) is { } code)
                return commands.Length == 1 ? code : $"{code} at {i}";
            changed = commands[i].Act == Act.Delete
                ? changed.Remove((partition, commands[i].Row))
                : changed.SetItem((partition, commands[i].Row), Changed(partition, commands[i], row));
        }
        rows = changed;
        return "ok";
    }

    public static bool NamesARowTwice(Command[] commands) => commands.DistinctBy(command => command.Row).Count() < commands.Length;

    public void Remember(string partition, string row, ETag tag) => rows = rows.SetItem((partition, row), rows[(partition, row)] with { Tag = tag });

    static string? Refusal(Command command, ModelRow? row) => command.Act switch
    {
        Act.Add => row is null ? null : "EntityAlreadyExists",
        Act.UpsertMerge or Act.UpsertReplace => null,
        _ when row is null => "ResourceNotFound",
        _ => command.Condition == Condition.Stale ? "UpdateConditionNotSatisfied" : null,
    };

    static ModelRow Changed(string partition, Command command, ModelRow? row)
    {
        var kept = command.Act is Act.UpsertMerge or Act.UpdateMerge && row is not null
            ? row.Properties
            : ImmutableSortedDictionary<string, object>.Empty;
        return new(partition, command.Row, kept.SetItem(command.Property, command.Value));
    }
}
