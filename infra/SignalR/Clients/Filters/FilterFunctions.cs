namespace Messaging.SignalR.Clients.Filters;

/// <summary>The functions that a filter may call. One on a missing text is missing too, empty or false.</summary>
static class FilterFunctions
{
    public static FilterTerm Call(string name, FilterTerm[] arguments) => (name, arguments) switch
    {
        ("startswith", [var text, var part]) => Test(text, part, (whole, start) => whole.StartsWith(start, StringComparison.Ordinal)),
        ("endswith", [var text, var part]) => Test(text, part, (whole, end) => whole.EndsWith(end, StringComparison.Ordinal)),
        ("contains", [var text, var part]) => Test(text, part, (whole, part) => whole.Contains(part, StringComparison.Ordinal)),
        ("length", [var text]) => Count(text, whole => whole.Length),
        ("tolower", [var text]) => Change(text, whole => whole.ToLowerInvariant()),
        ("toupper", [var text]) => Change(text, whole => whole.ToUpperInvariant()),
        ("trim", [var text]) => Change(text, whole => whole.Trim()),
        ("concat", [var one, var other]) => Concat(one.Must(FilterKind.Text), other.Must(FilterKind.Text)),
        ("indexof", [var text, var part]) => IndexOf(text.Must(FilterKind.Text), part.Must(FilterKind.Text)),
        ("substring", [var text, var from]) => Substring(text.Must(FilterKind.Text), from.Must(FilterKind.Number)),
        _ => throw new FormatException($"Function '{name}' with {arguments.Length} arguments isn't implemented."),
    };

    static FilterTerm Test(FilterTerm text, FilterTerm part, Func<string, string, bool> holds)
    {
        (text, part) = (text.Must(FilterKind.Text), part.Must(FilterKind.Text));
        return FilterTerm.Truth(subject => text.TextOf(subject) is { } whole && part.TextOf(subject) is { } sought && holds(whole, sought));
    }

    static FilterTerm Count(FilterTerm text, Func<string, int> count)
    {
        text.Must(FilterKind.Text);
        return FilterTerm.Number(subject => text.TextOf(subject) is { } whole ? count(whole) : 0);
    }

    static FilterTerm Change(FilterTerm text, Func<string, string> change)
    {
        text.Must(FilterKind.Text);
        return FilterTerm.Text(subject => text.TextOf(subject) is { } whole ? change(whole) : null);
    }

    static FilterTerm Concat(FilterTerm one, FilterTerm other) =>
        FilterTerm.Text(subject => one.TextOf(subject) + other.TextOf(subject));

    static FilterTerm IndexOf(FilterTerm text, FilterTerm part) => FilterTerm.Number(subject =>
        text.TextOf(subject)?.IndexOf(part.TextOf(subject) ?? "", StringComparison.Ordinal) ?? -1);

    static FilterTerm Substring(FilterTerm text, FilterTerm from) => FilterTerm.Text(subject =>
        text.TextOf(subject) is { } whole ? whole[Math.Clamp(from.NumberOf(subject), 0, whole.Length)..] : null);
}
