namespace Messaging.Tables.Filters;

enum TokenKind { Open, Close, Word, Literal, End }

/// <param name="Literal">Set for <see cref="TokenKind.Literal"/>; of type Null for the word <c>null</c>.</param>
readonly record struct Token(TokenKind Kind, string Text, Literal? Literal = null);
