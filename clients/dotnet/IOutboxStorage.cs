using System.Collections.Concurrent;

namespace Messaging.Client;

/// <summary>Where the outbox is kept: written on every change, from any thread, by one client one call at a time.</summary>
public interface IOutboxStorage
{
    /// <summary>What was last saved under the key; null if nothing was.</summary>
    string? Load(string key);

    /// <summary>Throws if it can't be kept; what is sent then is refused to the caller.</summary>
    void Save(string key, string value);
}

/// <summary>Forgets everything with the process. Clients of several users may share one.</summary>
public sealed class MemoryStorage : IOutboxStorage
{
    readonly ConcurrentDictionary<string, string> kept = new();

    /// <inheritdoc/>
    public string? Load(string key) => kept.GetValueOrDefault(key);

    /// <inheritdoc/>
    public void Save(string key, string value) => kept[key] = value;
}
