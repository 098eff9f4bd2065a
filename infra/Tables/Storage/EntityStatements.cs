using Microsoft.Data.Sqlite;

namespace Messaging.Tables.Storage;

/// <summary>
/// Writes entities, all or none. No transaction names a row twice, so its commands can all be judged before the first is carried out,
/// and a refused one leaves nothing to undo.
/// </summary>
sealed class EntityStatements(SqliteConnection connection, Clock clock)
{
    readonly SqliteCommand read = connection.Prepare(
        "SELECT timestamp, properties FROM entities WHERE table_id = $table AND key = $key", "$table", "$key");

    readonly SqliteCommand put = connection.Prepare(
        "INSERT OR REPLACE INTO entities VALUES ($table, $key, $timestamp, $properties)", "$table", "$key", "$timestamp", "$properties");

    readonly SqliteCommand delete = connection.Prepare("DELETE FROM entities WHERE table_id = $table AND key = $key", "$table", "$key");

    public WriteOutcome Apply(long table, IReadOnlyList<EntityWrite> writes)
    {
        var judged = new (byte[] Key, byte[] Properties)[writes.Count];
        for (var i = 0; i < writes.Count; i++)
        {
            var key = writes[i].Key.Encode();
            var (error, properties) = Judge(table, key, writes[i]);
            if (error is not null)
                return WriteOutcome.Refused(error, i);
            judged[i] = (key, properties);
        }
        var timestamps = new long[writes.Count];
        for (var i = 0; i < writes.Count; i++)
            timestamps[i] = CarryOut(table, judged[i].Key, judged[i].Properties, writes[i].Kind);
        return new(timestamps);
    }

    (TableError? Error, byte[] Properties) Judge(long table, byte[] key, EntityWrite write)
    {
        using var row = read.With(table, key).ExecuteReader();
        var exists = row.Read();
        if (exists && write.Kind == WriteKind.Insert)
            return (TableError.EntityAlreadyExists, []);
        if (!exists && write.IfMatch is not null)
            return (TableError.ResourceNotFound, []);
        if (write.IfMatch is not (null or "*") && write.IfMatch != ETag.Of(row.GetInt64(0)))
            return (TableError.UpdateConditionNotSatisfied, []);
        if (!exists || write.Kind != WriteKind.Merge)
            return (null, write.Properties);
        var merged = PropertyBag.Merge(row.Bytes(1).ToArray(), write.Properties);
        return (EntitySize.Check(write.Key, merged), merged);
    }

    long CarryOut(long table, byte[] key, byte[] properties, WriteKind kind)
    {
        if (kind == WriteKind.Delete)
        {
            delete.With(table, key).ExecuteNonQuery();
            return 0;
        }
        var timestamp = clock.Next();
        put.With(table, key, timestamp, properties).ExecuteNonQuery();
        return timestamp;
    }
}
