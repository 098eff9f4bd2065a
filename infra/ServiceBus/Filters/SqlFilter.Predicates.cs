using System.Text;
using System.Text.RegularExpressions;
using Messaging.ServiceBus.Amqp;

namespace Messaging.ServiceBus.Filters;

sealed partial class SqlFilter
{
    static readonly string[] Comparisons = ["=", "<>", "!=", "<", "<=", ">", ">="];

    Func<Content, object?> Predicate()
    {
        var left = Sum();
        if (lexer.Kind == SqlToken.Symbol && Comparisons.Contains(lexer.Value))
            return Comparison(left);
        if (lexer.Take("IS"))
        {
            var isNot = lexer.Take("NOT");
            lexer.Expect("NULL");
            return content => left(content) is null != isNot;
        }
        var negated = lexer.Take("NOT");
        if (lexer.Take("IN"))
            return Negate(In(left), negated);
        if (lexer.Take("LIKE"))
            return Negate(Like(left), negated);
        return negated ? throw lexer.Unexpected() : left;
    }

    Func<Content, object?> Comparison(Func<Content, object?> left)
    {
        var operation = lexer.Value;
        lexer.Next();
        var right = Sum();
        return content => FilterValue.Compare(left(content), right(content)) is not { } order ? null : operation switch
        {
            "=" => order == 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => order != 0,
        };
    }

    Func<Content, object?> In(Func<Content, object?> left)
    {
        lexer.Expect("(");
        var candidates = new List<Func<Content, object?>>();
        do
            candidates.Add(Sum());
        while (lexer.Take(","));
        lexer.Expect(")");
        return content => left(content) is not { } value ? null : candidates.Exists(candidate => FilterValue.Compare(value, candidate(content)) == 0);
    }

    Func<Content, object?> Like(Func<Content, object?> left)
    {
        var pattern = Literal();
        var escape = lexer.Take("ESCAPE") ? Literal() : "";
        var regex = new Regex(ToRegex(pattern, escape), RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return content => left(content) is string value ? regex.IsMatch(value) : null;
    }

    static string ToRegex(string pattern, string escape)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
            regex.Append(pattern[i] switch
            {
                var character when escape.Length == 1 && character == escape[0] && i + 1 < pattern.Length => Regex.Escape(pattern[++i].ToString()),
                '%' => ".*",
                '_' => ".",
                var character => Regex.Escape(character.ToString()),
            });
        return regex.Append("\\z").ToString();
    }

    string Literal()
    {
        if (lexer.Kind != SqlToken.Text)
            throw lexer.Unexpected();
        var value = lexer.Value;
        lexer.Next();
        return value;
    }

    static Func<Content, object?> Negate(Func<Content, object?> inner, bool negated) =>
        negated ? content => inner(content) is bool value ? !value : null : inner;
}
