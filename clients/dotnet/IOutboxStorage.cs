namespace Messaging.Client;

/// <summary>Where the outbox is kept. A client calls it from one thread at a time, on every change.</summary>
public interface IOutboxStorage
{
    /// <summary>What was last saved under the key; null if nothing was.</summary>
    string? Load(string key);

    /// <summary>Throws if it can't be kept; what is sent then is refused to the caller.</summary>
    void Save(string key, string value);
}

/// <summary>Forgets everything with the process.</summary>
public sealed class MemoryStorage : IOutboxStorage
{
    readonly Dictionary<string, string> kept = [];

    /// <inheritdoc/>
    public string? Load(string key) => kept.GetValueOrDefault(key);

    /// <inheritdoc/>
    public void Save(string key, string value) => kept[key] = value;
}
