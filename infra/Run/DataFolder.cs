namespace Messaging.Run;

/// <summary>The one folder of all data, held by one world at a time.</summary>
sealed class DataFolder : IDisposable
{
    static readonly string[] Parts = ["servicebus", "tables", "signalr", "identity", "azurite"];

    readonly string path;
    readonly FileStream held;

    DataFolder(string path, FileStream held) => (this.path, this.held) = (path, held);

    public string ServiceBus => Of(Parts[0]);
    public string Tables => Of(Parts[1]);
    public string SignalR => Of(Parts[2]);
    public string Identity => Of(Parts[3]);
    public string Azurite => Of(Parts[4]);

    /// <summary>Opens the folder, and with <paramref name="fresh"/> empties it of what the parts keep there, of nothing else.</summary>
    /// <exception cref="IOException">Another world uses it.</exception>
    public static DataFolder Open(string path, bool fresh)
    {
        Directory.CreateDirectory(path);
        var folder = new DataFolder(path, Hold(path));
        foreach (var part in Parts.Select(folder.Of).Where(part => fresh && Directory.Exists(part)))
        {
            Directory.Delete(part, recursive: true);
        }

        return folder;
    }

    public void Dispose() => held.Dispose();

    string Of(string part) => Path.Combine(path, part);

    /// <summary>The operating system lets go of the lock however this process ends.</summary>
    static FileStream Hold(string path)
    {
        try
        {
            return new(Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new IOException($"{path} is used by another world. Stop it, or give another --data.");
        }
    }
}
