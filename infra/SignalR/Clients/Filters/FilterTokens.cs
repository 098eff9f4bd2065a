using System.Text.RegularExpressions;

namespace Messaging.SignalR.Clients.Filters;

/// <summary>The words of a filter, one after the other: quoted texts, numbers, names, and marks.</summary>
sealed partial class FilterTokens
{
    readonly List<string> tokens = [];
    int next;

    public FilterTokens(string filter)
    {
        var at = 0;
        while (at < filter.TrimEnd().Length)
        {
            var token = Token().Match(filter, at);
            if (!token.Success) throw new FormatException($"'{filter[at..].Trim()}' can't be read.");
            tokens.Add(token.Groups[1].Value);
            at = token.Index + token.Length;
        }
    }

    /// <summary>Empty at the end.</summary>
    public string Peek => next < tokens.Count ? tokens[next] : "";

    public string Take() => Peek is { Length: > 0 } token ? Pass(token) : throw new FormatException("The filter ends too early.");

    public bool TryTake(string word) => Peek == word && Pass(word) == word;

    public void Must(string word)
    {
        if (!TryTake(word)) throw new FormatException($"'{word}' is expected instead of '{Peek}'.");
    }

    string Pass(string token)
    {
        next++;
        return token;
    }

    [GeneratedRegex(@"\G\s*('(?:[^']|'')*'|-?\d+|[A-Za-z]+|[(),])")]
    private static partial Regex Token();
}
