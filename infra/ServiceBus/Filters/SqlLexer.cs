using System.Text;

namespace Messaging.ServiceBus.Filters;

enum SqlToken
{
    End,
    Name,
    QuotedName,
    Text,
    Number,
    Symbol,
}

/// <summary>Splits a filter expression into tokens.</summary>
sealed class SqlLexer
{
    static readonly string[] Symbols = ["<>", "!=", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "%", "."];

    readonly string text;
    int position;

    public SqlLexer(string text)
    {
        this.text = text;
        Next();
    }

    public SqlToken Kind { get; private set; }

    public string Value { get; private set; } = "";

    public bool Is(string word) =>
        Kind is SqlToken.Name or SqlToken.Symbol && Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool Take(string word)
    {
        if (!Is(word))
            return false;
        Next();
        return true;
    }

    public void Expect(string word)
    {
        if (!Take(word))
            throw Unexpected();
    }

    public FormatException Unexpected() =>
        new($"The filter '{text}' is not valid at '{(Kind == SqlToken.End ? "its end" : Value)}' (position {position}).");

    public void Next()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
        if (position == text.Length)
            (Kind, Value) = (SqlToken.End, "");
        else if (text[position] is '\'')
            (Kind, Value) = (SqlToken.Text, Quoted('\''));
        else if (text[position] is '"')
            (Kind, Value) = (SqlToken.QuotedName, Quoted('"'));
        else if (text[position] is '[')
            (Kind, Value) = (SqlToken.QuotedName, Quoted(']'));
        else if (char.IsDigit(text[position]))
            (Kind, Value) = (SqlToken.Number, While(character => char.IsLetterOrDigit(character) || character == '.'));
        else if (char.IsLetter(text[position]) || text[position] == '_')
            (Kind, Value) = (SqlToken.Name, While(character => char.IsLetterOrDigit(character) || character is '_' or '$' or '@' or '#'));
        else
            (Kind, Value) = (SqlToken.Symbol, Symbol());
    }

    string While(Func<char, bool> belongs)
    {
        var start = position;
        while (position < text.Length && belongs(text[position]))
            position++;
        return text[start..position];
    }

    string Symbol()
    {
        var symbol = Array.Find(Symbols, candidate => string.CompareOrdinal(text, position, candidate, 0, candidate.Length) == 0)
            ?? throw new FormatException($"The filter '{text}' is not valid at '{text[position]}' (position {position}).");
        position += symbol.Length;
        return symbol;
    }

    /// <summary>A doubled quote stands for itself.</summary>
    string Quoted(char end)
    {
        var value = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            if (text[position] != end)
                value.Append(text[position]);
            else if (position + 1 < text.Length && text[position + 1] == end)
                value.Append(text[position++]);
            else
            {
                position++;
                return value.ToString();
            }
        }
        throw new FormatException($"The filter '{text}' has a quote without an end.");
    }
}
