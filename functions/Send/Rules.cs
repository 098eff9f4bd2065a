using System.Text;
using Messaging.Contracts;

namespace Messaging.Send;

/// <summary>Why a request is refused: the field at fault and a sentence for people.</summary>
public sealed record Fault(string Field, string Title);

/// <summary>What a field must be; null when it is.</summary>
public static class Rules
{
    public static Fault? Id(string field, string? id) => id switch
    {
        null or "" => new(field, "It is required."),
        { Length: > Limits.IdCharacters } => new(field, $"It may have at most {Limits.IdCharacters} characters."),
        _ when id.Any(char.IsControl) => new(field, "It may not hold control characters."),
        _ => null,
    };

    /// <summary>A name at SignalR is {tenant}|{user}, so a tenant is free of the separator.</summary>
    public static Fault? Tenant(string field, string? tenant) =>
        Id(field, tenant) ?? (tenant!.Contains('|') ? new(field, "It may not hold the character |.") : null);

    public static Fault? Text(string field, string? text) => text switch
    {
        null or "" => new(field, "It is required."),
        _ when Encoding.UTF8.GetByteCount(text) > Limits.TextBytes => new(field, $"It may have at most {Limits.TextBytes} bytes of UTF-8."),
        _ when text.Any(IsForbiddenInText) => new(field, "It may not hold control characters other than line breaks and tabs."),
        _ => null,
    };

    public static Fault? Title(string field, string? title) => title switch
    {
        null => null,
        { Length: > Limits.TitleCharacters } => new(field, $"It may have at most {Limits.TitleCharacters} characters."),
        _ when title.Any(char.IsControl) => new(field, "It may not hold control characters."),
        _ => null,
    };

    public static Fault? Count(string field, int count, int min, int max) =>
        count < min || count > max ? new(field, $"Give {min} to {max}.") : null;

    public static Fault? Users(string field, IReadOnlyList<string> users, int min) =>
        Count(field, users.Count, min, Limits.MembersPerCommand)
        ?? users.Select((user, i) => User($"{field}[{i}]", user)).FirstOrDefault(fault => fault is not null);

    /// <summary>In a mention, * is everyone.</summary>
    public static Fault? User(string field, string? user) => user == "*" ? new(field, "It may not be *.") : Id(field, user);

    public static Fault? OneOf(string field, string value, params string[] values) =>
        values.Contains(value) ? null : new(field, $"It is {string.Join(", ", values[..^1])} or {values[^1]}.");

    public static Fault? Within(string field, int? value, int min, int max) =>
        value < min || value > max ? new(field, $"It is {min} to {max}.") : null;

    /// <summary>Later than a time, but not by more than <see cref="Limits.DaysAhead"/> days.</summary>
    public static Fault? Ahead(string field, DateTimeOffset? at, DateTimeOffset after) =>
        at <= after ? new(field, "It has passed, or is not after the time of sending.")
        : at > after.AddDays(Limits.DaysAhead) ? new(field, $"It may be at most {Limits.DaysAhead} days ahead.")
        : null;

    /// <summary>A time that every part can keep: Table Storage knows none before 1601.</summary>
    public static Fault? Storable(string field, DateTimeOffset? at) => at < Earliest ? new(field, "It may not be before 1601.") : null;

    static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool IsForbiddenInText(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
