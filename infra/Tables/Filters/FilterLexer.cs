using System.Text;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Filters;

/// <summary>Cuts a <c>$filter</c> into words, parentheses and literals.</summary>
sealed class FilterLexer(string text)
{
    int at;

    public static IReadOnlyList<Token> Tokens(string text)
    {
        var lexer = new FilterLexer(text);
        var tokens = new List<Token>();
        do
            tokens.Add(lexer.Next());
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    Token Next()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at == text.Length)
            return new(TokenKind.End, "");
        return text[at] switch
        {
            '(' => new(TokenKind.Open, text[at++].ToString()),
            ')' => new(TokenKind.Close, text[at++].ToString()),
            '\'' => new(TokenKind.Literal, "", Literals.String(Quoted())),
            _ => WordOrLiteral(),
        };
    }

    Token WordOrLiteral()
    {
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or '+' or '.' or ':'))
            at++;
        var word = text[start..at];
        if (word.Length == 0)
            throw Literals.SyntaxError();
        if (at < text.Length && text[at] == '\'')
            return new(TokenKind.Literal, word, Literals.Typed(word, Quoted()));
        return Literals.Plain(word) is { } literal ? new(TokenKind.Literal, word, literal) : new(TokenKind.Word, word);
    }

    string Quoted()
    {
        var value = new StringBuilder();
        while (true)
        {
            var end = text.IndexOf('\'', at + 1);
            if (end < 0)
                throw Literals.SyntaxError();
            value.Append(text, at + 1, end - at - 1);
            at = end + 1;
            if (at == text.Length || text[at] != '\'')
                return value.ToString();
            value.Append('\'');
        }
    }
}
