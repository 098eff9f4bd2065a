using System.Globalization;
using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Config;
using Microsoft.Data.Sqlite;

namespace Messaging.ServiceBus.Storage;

/// <summary>Reads what a database holds.</summary>
static class Recovery
{
    public static EntitySnapshot Read(SqliteConnection connection, int id) => new(
            Scalar(connection, "SELECT next_sequence FROM entities WHERE id = $entity", id),
            [.. Select(connection, "SELECT id, state FROM sessions WHERE entity = $entity", id, row => (row.GetString(0), row.GetFieldValue<byte[]>(1)))],
            [.. Select(connection, "SELECT id, seen_at FROM message_ids WHERE entity = $entity ORDER BY seen_at", id,
                row => (row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))))],
            [.. Select(connection, "SELECT * FROM messages WHERE entity = $entity", id, row => (ReadRow(row), Content.Read(row.GetFieldValue<byte[]>(9))))]);

    /// <summary>Rules that were changed while the broker ran, unless the config was changed since.</summary>
    public static IReadOnlyList<RuleConfig>? ReadRules(SqliteConnection connection, int id, IReadOnlyList<RuleConfig> declared) =>
        Select(connection, "SELECT declared, rules FROM rules WHERE entity = $entity", id, row => (Declared: row.GetString(0), Rules: row.GetString(1)))
            .Where(found => found.Declared == EmulatorConfig.ToJson(declared))
            .Select(found => EmulatorConfig.RulesOf(found.Rules)).FirstOrDefault();

    public static long LastMessageId(SqliteConnection connection) => Scalar(connection, "SELECT coalesce(max(id), 0) FROM messages", 0);

    /// <summary>The number of an entity, which is entered if it is not known yet.</summary>
    public static int Enter(SqliteConnection connection, string path)
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

    static long Scalar(SqliteConnection connection, string sql, int entity) => Select(connection, sql, entity, row => row.GetInt64(0)).First();

    static IEnumerable<T> Select<T>(SqliteConnection connection, string sql, int entity, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$entity", entity);
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return read(row);
    }

    static MessageRow ReadRow(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5), row.GetInt32(6),
        row.IsDBNull(7) ? null : row.GetInt64(7), row.IsDBNull(8) ? null : row.GetString(8));
}
