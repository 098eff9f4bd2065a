using System.Collections.Immutable;

namespace Messaging.Client;

/// <summary>Who is typing where. Nobody says that they stopped: a notice fades by itself or when the message comes.</summary>
sealed class Typing(Action<string> changed, Turns turns)
{
    readonly Dictionary<string, long> told = [];
    ImmutableDictionary<(string Conversation, string User), long> heard = ImmutableDictionary<(string, string), long>.Empty;

    /// <summary>How long it is shown, and after how long it is told again; the server's settings put theirs in their place.</summary>
    public TimeSpan Shown { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan Repeated { get; set; } = TimeSpan.FromSeconds(8);

    public IReadOnlyList<string> In(string conversation) =>
        [.. heard.Where(one => one.Key.Conversation == conversation && IsShown(one.Value)).Select(one => one.Key.User).Order(StringComparer.Ordinal)];

    public void Heard(string conversation, string user)
    {
        heard = heard.SetItem((conversation, user), turns.Time.GetTimestamp());
        turns.After(Shown, () =>
        {
            if (heard.TryGetValue((conversation, user), out var at) && !IsShown(at)) Wrote(conversation, user);
            return Task.CompletedTask;
        });
        changed(conversation);
    }

    public void Wrote(string conversation, string user)
    {
        var left = heard.Remove((conversation, user));
        if (left == heard) return;
        heard = left;
        changed(conversation);
    }

    /// <summary>Whether the others should be told again that this user types there.</summary>
    public bool IsDue(string conversation)
    {
        if (told.TryGetValue(conversation, out var at) && turns.Time.GetElapsedTime(at) < Repeated) return false;
        told[conversation] = turns.Time.GetTimestamp();
        return true;
    }

    public void Stopped(string conversation) => told.Remove(conversation);

    public void Clear() => heard = heard.Clear();

    bool IsShown(long at) => turns.Time.GetElapsedTime(at) < Shown;
}
