using System.Globalization;
using Messaging.ServiceBus.Amqp;

namespace Messaging.ServiceBus.Filters;

/// <summary>Reads filters in the service's subset of SQL-92. Logic has three values: a comparison with null is unknown.</summary>
sealed partial class SqlFilter
{
    readonly SqlLexer lexer;

    SqlFilter(string expression) => lexer = new SqlLexer(expression);

    /// <exception cref="FormatException">The expression is not valid.</exception>
    public static Func<Content, bool> Parse(string expression)
    {
        var parser = new SqlFilter(expression);
        var evaluate = parser.Or();
        if (parser.lexer.Kind != SqlToken.End)
            throw parser.lexer.Unexpected();
        return content => evaluate(content) is true;
    }

    Func<Content, object?> Or()
    {
        var left = And();
        while (lexer.Take("OR"))
        {
            var (first, second) = (left, And());
            left = content => (first(content), second(content)) switch { (true, _) or (_, true) => true, (false, false) => false, _ => null };
        }
        return left;
    }

    Func<Content, object?> And()
    {
        var left = Not();
        while (lexer.Take("AND"))
        {
            var (first, second) = (left, Not());
            left = content => (first(content), second(content)) switch { (false, _) or (_, false) => false, (true, true) => true, _ => null };
        }
        return left;
    }

    Func<Content, object?> Not()
    {
        if (!lexer.Take("NOT"))
            return Predicate();
        var inner = Not();
        return content => inner(content) is bool value ? !value : null;
    }

    Func<Content, object?> Sum() => Binary(Product, "+", "-");

    Func<Content, object?> Product() => Binary(Unary, "*", "/", "%");

    Func<Content, object?> Binary(Func<Func<Content, object?>> operand, params string[] operations)
    {
        var left = operand();
        while (lexer.Kind == SqlToken.Symbol && operations.Contains(lexer.Value))
        {
            var operation = lexer.Value[0];
            lexer.Next();
            var (first, second) = (left, operand());
            left = content => FilterValue.Compute(operation, first(content), second(content));
        }
        return left;
    }

    Func<Content, object?> Unary()
    {
        if (lexer.Take("+"))
            return Unary();
        if (!lexer.Take("-"))
            return Primary();
        var inner = Unary();
        return content => FilterValue.Compute('-', 0L, inner(content));
    }

    Func<Content, object?> Primary()
    {
        if (lexer.Take("("))
        {
            var inner = Or();
            lexer.Expect(")");
            return inner;
        }
        if (lexer.Take("EXISTS"))
        {
            lexer.Expect("(");
            var property = Property();
            lexer.Expect(")");
            return content => property(content) is not null;
        }
        return lexer.Kind switch
        {
            SqlToken.Text => Constant(Literal()),
            SqlToken.Number => Constant(Number()),
            SqlToken.Name when lexer.Take("TRUE") => Constant(true),
            SqlToken.Name when lexer.Take("FALSE") => Constant(false),
            SqlToken.Name when lexer.Take("NULL") => Constant(null),
            SqlToken.Name or SqlToken.QuotedName => Property(),
            _ => throw lexer.Unexpected(),
        };
    }

    static Func<Content, object?> Constant(object? value) => _ => value;

    object Number()
    {
        var text = lexer.Value;
        object value = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real
            : throw lexer.Unexpected();
        lexer.Next();
        return value;
    }

    /// <summary><c>name</c>, <c>user.name</c> or <c>sys.Name</c>.</summary>
    Func<Content, object?> Property()
    {
        var (scope, name) = ("user", Name());
        if (lexer.Take("."))
            (scope, name) = (name, Name());
        return scope.ToUpperInvariant() switch
        {
            "SYS" => SystemProperties.Find(name),
            "USER" => content => SystemProperties.User(content, name),
            _ => throw new FormatException($"The scope '{scope}' is unknown; a property is in 'sys' or 'user'."),
        };
    }

    string Name()
    {
        if (lexer.Kind is not (SqlToken.Name or SqlToken.QuotedName))
            throw lexer.Unexpected();
        var name = lexer.Value;
        lexer.Next();
        return name;
    }
}
