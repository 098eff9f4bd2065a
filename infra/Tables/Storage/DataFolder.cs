namespace Messaging.Tables.Storage;

/// <summary>A folder that one server holds at a time; the system frees it when the process dies.</summary>
sealed class DataFolder : IDisposable
{
    const string MemoryFileSystem = "/dev/shm";
    const string VolatilePrefix = "messaging-tables-";

    readonly string path;
    readonly FileStream held;

    DataFolder(string path, bool durable)
    {
        this.path = Directory.CreateDirectory(path).FullName;
        Durable = durable;
        held = Hold(this.path);
    }

    /// <summary>False when it is removed with the server.</summary>
    public bool Durable { get; }

    public string Database => Path.Combine(path, "tables.db");

    public static DataFolder Open(string? path) => path is null ? OpenVolatile() : new(path, durable: true);

    public void Dispose()
    {
        held.Dispose();
        if (!Durable)
            Directory.Delete(path, recursive: true);
    }

    static DataFolder OpenVolatile()
    {
        var parent = Directory.Exists(MemoryFileSystem) ? MemoryFileSystem : Path.GetTempPath();
        foreach (var left in Directory.EnumerateDirectories(parent, VolatilePrefix + "*"))
            RemoveIfAbandoned(left);
        return new(Path.Combine(parent, $"{VolatilePrefix}{Environment.ProcessId}-{Guid.NewGuid():N}"), durable: false);
    }

    // The process is asked for as well as the lock: a folder just made is not yet held.
    static void RemoveIfAbandoned(string path)
    {
        try
        {
            if (Path.GetFileName(path).Split('-') is not [.., var process, _] || Directory.Exists($"/proc/{process}"))
                return;
            using (Hold(path))
                Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // Its server lives, or another one removes it right now.
        }
    }

    static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, "tables.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"The data folder {path} is in use by another table server.", e);
        }
    }
}
