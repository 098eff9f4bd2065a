using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Client;

/// <summary>A storage in a file, which is replaced as a whole and only by one that has reached the disk. One of these at a time may use it,
/// which clients of several users may share.</summary>
public sealed class FileStorage : IOutboxStorage
{
    readonly Lock guard = new();
    readonly string path;
    readonly Dictionary<string, string> kept;

    /// <summary>Reads the file; a <see cref="JsonException"/> says that it is not one of these.</summary>
    /// <param name="path">In a folder that exists.</param>
    public FileStorage(string path)
    {
        this.path = path;
        kept = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), FileJson.Default.DictionaryStringString)! : [];
    }

    /// <inheritdoc/>
    public string? Load(string key)
    {
        lock (guard) return kept.GetValueOrDefault(key);
    }

    /// <inheritdoc/>
    public void Save(string key, string value)
    {
        lock (guard)
        {
            kept[key] = value;
            var next = $"{path}.next";
            using (var file = File.Create(next))
            {
                JsonSerializer.Serialize(file, kept, FileJson.Default.DictionaryStringString);
                file.Flush(flushToDisk: true);
            }
            File.Move(next, path, overwrite: true);
        }
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
sealed partial class FileJson : JsonSerializerContext;
