using Messaging.Tables.Storage;

namespace Messaging.Tables.Filters;

/// <summary>
/// <c>or</c> binds weaker than <c>and</c>, that weaker than <c>not</c>, that weaker than a comparison.
/// The service has no functions and no arithmetic in filters, so neither has this.
/// </summary>
sealed class FilterParser
{
    const int MaxDepth = 100;

    readonly IReadOnlyList<Token> tokens;
    int at;
    int depth;

    FilterParser(string text) => tokens = FilterLexer.Tokens(text);

    /// <exception cref="RequestRefused">InvalidInput.</exception>
    public static Filter? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var parser = new FilterParser(text);
        var filter = parser.Either();
        return parser.tokens[parser.at].Kind == TokenKind.End ? filter : throw Literals.SyntaxError();
    }

    Filter Either()
    {
        var left = Both();
        while (Take("or"))
            left = new Or(left, Both());
        return left;
    }

    Filter Both()
    {
        var left = Negation();
        while (Take("and"))
            left = new And(left, Negation());
        return left;
    }

    Filter Negation()
    {
        if (++depth > MaxDepth)
            throw Literals.SyntaxError();
        var filter = Take("not") ? new Not(Negation()) : Primary();
        depth--;
        return filter;
    }

    Filter Primary()
    {
        if (tokens[at].Kind != TokenKind.Open)
            return Comparison();
        at++;
        var inner = Either();
        return tokens[at++].Kind == TokenKind.Close ? inner : throw Literals.SyntaxError();
    }

    Filter Comparison()
    {
        var left = Operand();
        if (Comparator() is not { } comparator)
            return new Truth(left);
        var right = Operand();
        if (left is Literal && right is not Literal)
            (left, comparator, right) = (right, Mirrored(comparator), left);
        return right is Literal { Type: EdmType.Null } ? AgainstNull(left, comparator) : new Comparison(left, comparator, right);
    }

    Operand Operand() => tokens[at++] switch
    {
        { Literal: { } literal } => literal,
        { Kind: TokenKind.Word } word => Filters.Operand.Named(word.Text),
        _ => throw Literals.SyntaxError(),
    };

    Comparator? Comparator()
    {
        Comparator? comparator = tokens[at].Text switch
        {
            "eq" => Filters.Comparator.Equal,
            "ne" => Filters.Comparator.NotEqual,
            "gt" => Filters.Comparator.Greater,
            "ge" => Filters.Comparator.GreaterOrEqual,
            "lt" => Filters.Comparator.Less,
            "le" => Filters.Comparator.LessOrEqual,
            _ => null,
        };
        if (comparator is not null)
            at++;
        return comparator;
    }

    bool Take(string word)
    {
        if (tokens[at].Kind != TokenKind.Word || tokens[at].Text != word)
            return false;
        at++;
        return true;
    }

    static Missing AgainstNull(Operand operand, Comparator comparator) => comparator switch
    {
        Filters.Comparator.Equal => new(operand, Expected: true),
        Filters.Comparator.NotEqual => new(operand, Expected: false),
        _ => throw Literals.SyntaxError(),
    };

    static Comparator Mirrored(Comparator comparator) => comparator switch
    {
        Filters.Comparator.Greater => Filters.Comparator.Less,
        Filters.Comparator.GreaterOrEqual => Filters.Comparator.LessOrEqual,
        Filters.Comparator.Less => Filters.Comparator.Greater,
        Filters.Comparator.LessOrEqual => Filters.Comparator.GreaterOrEqual,
        _ => comparator,
    };
}
