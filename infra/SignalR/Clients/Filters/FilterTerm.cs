namespace Messaging.SignalR.Clients.Filters;

/// <summary>What a filter sees of a connection.</summary>
sealed record FilterSubject(string? UserId, string ConnectionId, IReadOnlyCollection<string> Groups);

enum FilterKind { Text, Number, Truth }

/// <summary>A part of a filter: its kind is known when it is read, its value for each connection. A text may be null.</summary>
sealed record FilterTerm(FilterKind Kind, Func<FilterSubject, object?> Value)
{
    public static FilterTerm Text(Func<FilterSubject, string?> value) => new(FilterKind.Text, value);

    public static FilterTerm Number(Func<FilterSubject, int> value) => new(FilterKind.Number, subject => value(subject));

    public static FilterTerm Truth(Func<FilterSubject, bool> value) => new(FilterKind.Truth, subject => value(subject));

    public string? TextOf(FilterSubject subject) => (string?)Value(subject);

    public int NumberOf(FilterSubject subject) => (int)Value(subject)!;

    public bool TruthOf(FilterSubject subject) => (bool)Value(subject)!;

    /// <exception cref="FormatException">It is of another kind.</exception>
    public FilterTerm Must(FilterKind kind) => Kind == kind
        ? this
        : throw new FormatException($"{kind} is expected where {Kind} stands.");
}
