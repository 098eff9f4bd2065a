using Messaging.Contracts.Client;

namespace Messaging.Sync;

/// <summary>What one answer holds, shared by the reads that fill it.</summary>
public sealed class AnswerBudget(int entries, int perConversation)
{
    /// <summary>Characters of text, as most of a large answer is: 2 MB to 6 MB as JSON.</summary>
    const int Characters = 2 * 1024 * 1024;

    readonly Lock _gate = new();
    int _entries = entries, _characters = Characters;

    public int PerConversation => perConversation;

    public bool IsSpent { get { lock (_gate) return _entries <= 0 || _characters <= 0; } }

    /// <summary>The newest of them that still fit.</summary>
    public IReadOnlyList<Entry> Take(IReadOnlyList<Entry> found)
    {
        lock (_gate)
        {
            var first = found.Count;
            for (; first > 0 && _entries > 0 && _characters > 0; first--)
            {
                _entries--;
                _characters -= (found[first - 1].Text?.Length ?? 0) + (found[first - 1].Content?.Length ?? 0);
            }
            return first == 0 ? found : [.. found.Skip(first)];
        }
    }
}
