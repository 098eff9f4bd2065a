namespace Messaging.SignalR;

/// <summary>Where events of some hubs, categories and events are posted.</summary>
/// <param name="UrlTemplate">An absolute URL that may hold <c>{hub}</c>, <c>{category}</c> and <c>{event}</c>.</param>
/// <param name="Hubs"><c>*</c>, one name, or several separated by commas.</param>
/// <param name="Categories"><c>*</c>, <c>connections</c>, <c>messages</c>, or both separated by a comma.</param>
/// <param name="Events"><c>*</c>, <c>connected</c>, <c>disconnected</c> or names of clients' methods, separated by commas.</param>
public sealed record UpstreamTemplate(string UrlTemplate, string Hubs = "*", string Categories = "*", string Events = "*")
{
    /// <summary>Reads <c>URL [hubs=…] [categories=…] [events=…]</c>.</summary>
    /// <exception cref="FormatException">A part has another name, or the URL isn't absolute http or https.</exception>
    public static UpstreamTemplate Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !Uri.TryCreate(parts[0], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new FormatException($"'{text}' doesn't begin with an absolute http URL.");

        return parts.Skip(1).Aggregate(new UpstreamTemplate(parts[0]), With);
    }

    internal bool Matches(string hub, string category, string @event) =>
        Matches(Hubs, hub) && Matches(Categories, category) && Matches(Events, @event);

    internal Uri Url(string hub, string category, string @event) => new(UrlTemplate
        .Replace("{hub}", Uri.EscapeDataString(hub), StringComparison.OrdinalIgnoreCase)
        .Replace("{category}", Uri.EscapeDataString(category), StringComparison.OrdinalIgnoreCase)
        .Replace("{event}", Uri.EscapeDataString(@event), StringComparison.OrdinalIgnoreCase));

    static bool Matches(string pattern, string name) =>
        pattern == "*" || pattern.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase);

    static UpstreamTemplate With(UpstreamTemplate template, string part) => part.Split('=', 2) switch
    {
        ["hubs", var names] => template with { Hubs = names },
        ["categories", var names] => template with { Categories = names },
        ["events", var names] => template with { Events = names },
        _ => throw new FormatException($"'{part}' is neither hubs=, categories= nor events=."),
    };
}
