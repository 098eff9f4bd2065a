using System.Globalization;
using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Config;
using Microsoft.Data.Sqlite;

namespace Messaging.ServiceBus.Storage;

/// <summary>Reads what a database holds, each table once.</summary>
sealed class Recovery(SqliteConnection connection)
{
    readonly Lazy<ILookup<int, long>> sequences = new(() => Read(connection, "SELECT id, next_sequence FROM entities", row => row.GetInt64(1)));

    readonly Lazy<ILookup<int, (string, byte[])>> sessions = new(() =>
        Read(connection, "SELECT entity, id, state FROM sessions", row => (row.GetString(1), row.GetFieldValue<byte[]>(2))));

    readonly Lazy<ILookup<int, (string, DateTimeOffset)>> messageIds = new(() => Read(connection,
        "SELECT entity, id, seen_at FROM message_ids ORDER BY seen_at", row => (row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)))));

    readonly Lazy<ILookup<int, (MessageRow, Content)>> messages = new(() => Read(connection,
        "SELECT entity, id, sequence, enqueued_sequence, enqueued_at, state, delivery_count, due_at, dead_letter_source, content FROM messages",
        row => (ReadRow(row), Content.Read(row.GetFieldValue<byte[]>(9)))));

    readonly Lazy<ILookup<int, (string Declared, string Rules)>> rules = new(() =>
        Read(connection, "SELECT entity, declared, rules FROM rules", row => (row.GetString(1), row.GetString(2))));

    public EntitySnapshot Entity(int id) => new(sequences.Value[id].First(), sessions.Value[id], messageIds.Value[id], messages.Value[id]);

    /// <summary>Rules that were changed while the broker ran, unless the config was changed since.</summary>
    public IReadOnlyList<RuleConfig>? Rules(int id, IReadOnlyList<RuleConfig> declared) => rules.Value[id]
        .Where(found => found.Declared == EmulatorConfig.ToJson(declared))
        .Select(found => EmulatorConfig.RulesOf(found.Rules)).FirstOrDefault();

    /// <summary>The number of an entity, which is entered if it is not known yet.</summary>
    public int Enter(string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO entities (path, next_sequence) VALUES ($path, 1) ON CONFLICT (path) DO NOTHING;
            SELECT id FROM entities WHERE path = $path;
            """;
        command.Parameters.AddWithValue("$path", path);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static long LastMessageId(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(id), 0) FROM messages";
        return (long)command.ExecuteScalar()!;
    }

    static ILookup<int, T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var rows = new List<(int Entity, T Value)>();
        while (row.Read())
            rows.Add((row.GetInt32(0), read(row)));
        return rows.ToLookup(each => each.Entity, each => each.Value);
    }

    static MessageRow ReadRow(SqliteDataReader row) => new(
        row.GetInt64(1), row.GetInt32(0), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5), row.GetInt32(6),
        row.IsDBNull(7) ? null : row.GetInt64(7), row.IsDBNull(8) ? null : row.GetString(8));
}
