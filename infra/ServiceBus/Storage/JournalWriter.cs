using Messaging.ServiceBus.Config;
using Microsoft.Data.Sqlite;

namespace Messaging.ServiceBus.Storage;

/// <summary>Writes journal entries into the database, a group a transaction. Used by one thread.</summary>
sealed class JournalWriter : IDisposable
{
    readonly SqliteConnection connection;
    readonly SqliteCommand store, update, remove, advance, setState, clearState, see, forget, setRules, begin, commit, rollback;
    readonly Dictionary<int, long> sequences = [];

    public JournalWriter(SqliteConnection connection)
    {
        this.connection = connection;
        const string columns = "(id, entity, sequence, enqueued_sequence, enqueued_at, state, delivery_count, due_at, dead_letter_source";
        store = Prepare($"INSERT OR REPLACE INTO messages {columns}, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", 10);
        update = Prepare("UPDATE messages SET entity = $2, sequence = $3, enqueued_sequence = $4, enqueued_at = $5, state = $6, "
            + "delivery_count = $7, due_at = $8, dead_letter_source = $9 WHERE id = $1", 9);
        remove = Prepare("DELETE FROM messages WHERE id = $1", 1);
        advance = Prepare("UPDATE entities SET next_sequence = $2 WHERE id = $1", 2);
        setState = Prepare("INSERT OR REPLACE INTO sessions (entity, id, state) VALUES ($1, $2, $3)", 3);
        clearState = Prepare("DELETE FROM sessions WHERE entity = $1 AND id = $2", 2);
        see = Prepare("INSERT OR REPLACE INTO message_ids (entity, id, seen_at) VALUES ($1, $2, $3)", 3);
        forget = Prepare("DELETE FROM message_ids WHERE entity = $1 AND seen_at <= $2", 2);
        setRules = Prepare("INSERT OR REPLACE INTO rules (entity, declared, rules) VALUES ($1, $2, $3)", 3);
        (begin, commit, rollback) = (Prepare("BEGIN IMMEDIATE", 0), Prepare("COMMIT", 0), Prepare("ROLLBACK", 0));
    }

    /// <summary>Returns when all of the entries are on the disk.</summary>
    public void Write(IReadOnlyList<JournalEntry> entries)
    {
        begin.ExecuteNonQuery();
        try
        {
            foreach (var entry in entries)
                Write(entry);
            foreach (var (entity, next) in sequences)
                Run(advance, entity, next);
            commit.ExecuteNonQuery();
        }
        catch
        {
            rollback.ExecuteNonQuery();
            throw;
        }
        finally
        {
            sequences.Clear();
        }
    }

    /// <summary>Copies the rest of the log into the database, so that the next commit starts it anew.</summary>
    public void Checkpoint() => Checkpointer.Checkpoint(connection);

    void Write(JournalEntry entry)
    {
        switch (entry)
        {
            case MessageStored stored:
                WriteRow(store, stored.Row, stored.Content);
                break;
            case MessageUpdated updated:
                WriteRow(update, updated.Row, null);
                break;
            case MessageRemoved removed:
                Run(remove, removed.Id);
                break;
            case SequenceAdvanced advanced:
                sequences[advanced.Entity] = advanced.Next;
                break;
            case SessionStateSet { State: { } state } set:
                Run(setState, set.Entity, set.Session, state);
                break;
            case SessionStateSet cleared:
                Run(clearState, cleared.Entity, cleared.Session);
                break;
            case MessageIdSeen seen:
                Run(see, seen.Entity, seen.MessageId, seen.At.ToUnixTimeMilliseconds());
                break;
            case MessageIdsForgotten forgotten:
                Run(forget, forgotten.Entity, forgotten.Before.ToUnixTimeMilliseconds());
                break;
            case RulesChanged changed:
                Run(setRules, changed.Entity, EmulatorConfig.ToJson(changed.Declared), EmulatorConfig.ToJson(changed.Rules));
                break;
            default:
                throw new InvalidOperationException($"No table keeps {entry.GetType().Name}.");
        }
    }

    static void WriteRow(SqliteCommand command, MessageRow row, byte[]? content)
    {
        var values = command.Parameters;
        values[0].Value = row.Id;
        values[1].Value = row.Entity;
        values[2].Value = row.SequenceNumber;
        values[3].Value = row.EnqueuedSequenceNumber;
        values[4].Value = row.EnqueuedAt;
        values[5].Value = row.State;
        values[6].Value = row.DeliveryCount;
        values[7].Value = row.DueAt ?? (object)DBNull.Value;
        values[8].Value = row.DeadLetterSource ?? (object)DBNull.Value;
        if (content is not null)
            values[9].Value = content;
        command.ExecuteNonQuery();
    }

    static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        command.Prepare();
        return command;
    }

    public void Dispose()
    {
        foreach (var command in new[] { store, update, remove, advance, setState, clearState, see, forget, setRules, begin, commit, rollback })
            command.Dispose();
        connection.Dispose();
    }
}
