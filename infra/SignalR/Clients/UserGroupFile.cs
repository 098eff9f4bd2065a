using Microsoft.Data.Sqlite;

namespace Messaging.SignalR.Clients;

/// <summary>
/// Users' memberships on disk: one row each, expiry in Unix milliseconds. An answered call survives the process;
/// the machine's own crash may cost the last moments, for which the apps' renewals make up.
/// </summary>
sealed class UserGroupFile : IDisposable
{
    readonly Lock gate = new();
    readonly SqliteConnection database;
    readonly SqliteCommand save, delete;

    public UserGroupFile(string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, "user-groups.db");
        database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        database.Open();
        Command("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;").ExecuteNonQuery();
        Command("""
            CREATE TABLE IF NOT EXISTS UserGroups (
                Hub TEXT NOT NULL, User TEXT NOT NULL, GroupName TEXT NOT NULL, Expires INTEGER NOT NULL, Unlimited INTEGER NOT NULL,
                PRIMARY KEY (Hub, User, GroupName)) WITHOUT ROWID
            """).ExecuteNonQuery();
        save = Command("INSERT OR REPLACE INTO UserGroups VALUES ($hub, $user, $group, $expires, $unlimited)");
        delete = Command("DELETE FROM UserGroups WHERE Hub = $hub AND User = $user AND GroupName = $group");
    }

    public IReadOnlyList<(string User, string Group, UserMembership Membership)> Load(string hub)
    {
        lock (gate)
        {
            using var load = Command("SELECT User, GroupName, Expires, Unlimited FROM UserGroups WHERE Hub = $hub");
            load.Parameters.AddWithValue("$hub", hub);
            using var rows = load.ExecuteReader();
            var found = new List<(string, string, UserMembership)>();
            while (rows.Read())
            {
                var expires = DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(2));
                found.Add((rows.GetString(0), rows.GetString(1), new UserMembership(expires, rows.GetBoolean(3))));
            }

            return found;
        }
    }

    public void Save(string hub, string user, string group, UserMembership membership) => Run(save,
        ("$hub", hub), ("$user", user), ("$group", group),
        ("$expires", membership.Expires.ToUnixTimeMilliseconds()), ("$unlimited", membership.Unlimited));

    public void Delete(string hub, string user, string group) => Run(delete, ("$hub", hub), ("$user", user), ("$group", group));

    public void Dispose()
    {
        save.Dispose();
        delete.Dispose();
        database.Dispose();
    }

    void Run(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        lock (gate)
        {
            command.Parameters.Clear();
            foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
            command.ExecuteNonQuery();
        }
    }

    SqliteCommand Command(string sql)
    {
        var command = database.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
