using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Messaging.Tables.Storage;

static class SqliteExtensions
{
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A prepared statement whose parameters are named in the order in which <see cref="With"/> gets their values.</summary>
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter(name, null));
        command.Prepare();
        return command;
    }

    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }

    /// <summary>The next row at half the cost of <see cref="SqliteDataReader.Read"/>, which has to give the first.</summary>
    public static bool Step(this SqliteDataReader reader)
    {
        var result = raw.sqlite3_step(reader.Handle!);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(result, raw.sqlite3_db_handle(reader.Handle!));
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Rows that the connection has inserted, changed or deleted since it was opened.</summary>
    public static int TotalChanges(this SqliteConnection connection) => raw.sqlite3_total_changes(connection.Handle!);

    /// <summary>A column's bytes in place, without the copy that the reader would make.</summary>
    public static ReadOnlySpan<byte> Bytes(this SqliteDataReader reader, int column) => raw.sqlite3_column_blob(reader.Handle!, column);
}
