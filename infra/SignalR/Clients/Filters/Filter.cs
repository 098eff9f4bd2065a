using System.Globalization;

namespace Messaging.SignalR.Clients.Filters;

/// <summary>An OData filter over a connection's <c>userId</c>, <c>connectionId</c> and <c>groups</c>, as Azure documents it.</summary>
sealed class Filter
{
    readonly FilterTokens tokens;
    readonly FilterTerm condition;

    Filter(string text)
    {
        tokens = new FilterTokens(text);
        condition = Or().Must(FilterKind.Truth);
        if (tokens.Peek != "") throw new FormatException($"'{tokens.Peek}' is one word too many.");
    }

    /// <summary>Reads a filter.</summary>
    /// <exception cref="FormatException">It isn't a condition, or uses something that isn't implemented; the message names it.</exception>
    public static Filter Parse(string text) => new(text);

    public bool Accepts(FilterSubject subject) => condition.TruthOf(subject);

    FilterTerm Or()
    {
        var left = And();
        while (tokens.TryTake("or")) left = Join(left, And(), (one, other) => subject => one.TruthOf(subject) || other.TruthOf(subject));
        return left;
    }

    FilterTerm And()
    {
        var left = Not();
        while (tokens.TryTake("and")) left = Join(left, Not(), (one, other) => subject => one.TruthOf(subject) && other.TruthOf(subject));
        return left;
    }

    FilterTerm Not()
    {
        if (!tokens.TryTake("not")) return Comparison();

        var operand = Not().Must(FilterKind.Truth);
        return FilterTerm.Truth(subject => !operand.TruthOf(subject));
    }

    FilterTerm Comparison()
    {
        var left = Operand();
        return tokens.Peek switch
        {
            "eq" => Compare(left, order => order == 0),
            "ne" => Compare(left, order => order != 0),
            "gt" => Compare(left, order => order > 0),
            "ge" => Compare(left, order => order >= 0),
            "lt" => Compare(left, order => order < 0),
            "le" => Compare(left, order => order <= 0),
            "in" => In(left.Must(FilterKind.Text)),
            _ => left,
        };
    }

    FilterTerm Compare(FilterTerm left, Func<int, bool> holds)
    {
        tokens.Take();
        var right = Operand().Must(left.Kind);
        return left.Kind == FilterKind.Text
            ? FilterTerm.Truth(subject => holds(string.CompareOrdinal(left.TextOf(subject), right.TextOf(subject))))
            : FilterTerm.Truth(subject => holds(Comparer<object>.Default.Compare(left.Value(subject), right.Value(subject))));
    }

    FilterTerm In(FilterTerm sought)
    {
        tokens.Must("in");
        if (tokens.Peek.Equals("groups", StringComparison.OrdinalIgnoreCase))
        {
            tokens.Take();
            return FilterTerm.Truth(subject => subject.Groups.Contains(sought.TextOf(subject)!));
        }

        tokens.Must("(");
        var choices = Arguments();
        foreach (var choice in choices) choice.Must(FilterKind.Text);
        return FilterTerm.Truth(subject => choices.Any(choice => choice.TextOf(subject) == sought.TextOf(subject)));
    }

    FilterTerm Operand()
    {
        var token = tokens.Take();
        if (token == "(")
        {
            var inner = Or();
            tokens.Must(")");
            return inner;
        }

        if (token[0] == '\'') return FilterTerm.Text(_ => token[1..^1].Replace("''", "'"));
        if (int.TryParse(token, CultureInfo.InvariantCulture, out var number)) return FilterTerm.Number(_ => number);
        return tokens.TryTake("(") ? FilterFunctions.Call(token, Arguments()) : Name(token);
    }

    static FilterTerm Name(string name) => name.ToLowerInvariant() switch
    {
        "userid" => FilterTerm.Text(subject => subject.UserId),
        "connectionid" => FilterTerm.Text(subject => subject.ConnectionId),
        "null" => FilterTerm.Text(_ => null),
        "true" => FilterTerm.Truth(_ => true),
        "false" => FilterTerm.Truth(_ => false),
        _ => throw new FormatException($"'{name}' isn't known; there are userId, connectionId and groups."),
    };

    FilterTerm[] Arguments()
    {
        var arguments = new List<FilterTerm> { Or() };
        while (tokens.TryTake(",")) arguments.Add(Or());
        tokens.Must(")");
        return [.. arguments];
    }

    static FilterTerm Join(FilterTerm left, FilterTerm right, Func<FilterTerm, FilterTerm, Func<FilterSubject, bool>> join) =>
        FilterTerm.Truth(join(left.Must(FilterKind.Truth), right.Must(FilterKind.Truth)));
}
