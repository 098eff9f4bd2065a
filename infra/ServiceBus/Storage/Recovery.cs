using System.Globalization;
using Messaging.ServiceBus.Config;
using Messaging.ServiceBus.Entities;
using Microsoft.Data.Sqlite;

namespace Messaging.ServiceBus.Storage;

/// <summary>Reads what a database holds, each table once and in the order in which it lies on the disk.</summary>
sealed class Recovery(SqliteConnection connection)
{
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

    /// <summary>Rules that were changed while the broker ran, unless the config was changed since.</summary>
    public void Recover(IEnumerable<Subscription> subscriptions)
    {
        var byId = subscriptions.ToDictionary(subscription => subscription.Queue.Id);
        Read("SELECT entity, declared, rules FROM rules", row =>
        {
            if (byId.GetValueOrDefault(row.GetInt32(0)) is { } found && row.GetString(1) == EmulatorConfig.ToJson(found.Declared))
                found.Recover(EmulatorConfig.RulesOf(row.GetString(2)));
        });
    }

    /// <summary>Fills the queues; what is kept of an entity that is not among them stays where it is.</summary>
    public void Recover(IReadOnlyCollection<Queue> queues)
    {
        var byId = queues.ToDictionary(queue => queue.Id);
        Queue? Of(SqliteDataReader row) => byId.GetValueOrDefault(row.GetInt32(0));
        Read("SELECT id, next_sequence FROM entities", row => Of(row)?.RecoverSequence(row.GetInt64(1)));
        Read("SELECT entity, id, state FROM sessions", row => Of(row)?.RecoverSession(row.GetString(1), row.GetFieldValue<byte[]>(2)));
        Read("SELECT entity, id, seen_at FROM message_ids ORDER BY seen_at",
            row => Of(row)?.RecoverMessageId(row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))));
        Read("SELECT entity, id, sequence, enqueued_sequence, enqueued_at, state, delivery_count, due_at, dead_letter_source, content FROM messages",
            row => Of(row)?.RecoverMessage(ReadRow(row), row.GetFieldValue<byte[]>(9)));
        foreach (var queue in queues)
            queue.Advance();
    }

    public static long LastMessageId(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(id), 0) FROM messages";
        return (long)command.ExecuteScalar()!;
    }

    void Read(string sql, Action<SqliteDataReader> take)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        while (row.Read())
            take(row);
    }

    static MessageRow ReadRow(SqliteDataReader row) => new(
        row.GetInt64(1), row.GetInt32(0), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5), row.GetInt32(6),
        row.IsDBNull(7) ? null : row.GetInt64(7), row.IsDBNull(8) ? null : row.GetString(8));
}
