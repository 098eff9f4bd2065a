using System.Globalization;
using System.Text.Json;
using Microsoft.Azure.Amqp.Encoding;

namespace Messaging.ServiceBus.Filters;

/// <summary>Values as filters compare them: long, decimal or double, string, bool, time, duration or guid; null is unknown.</summary>
static class FilterValue
{
    public static object? Of(object? value) => value switch
    {
        sbyte or short or int or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number => (decimal)number,
        float number => (double)number,
        char character => character.ToString(),
        AmqpSymbol symbol => symbol.Value,
        DateTime time => new DateTimeOffset(time.ToUniversalTime()),
        DescribedType described => OfDescribed(described),
        JsonElement json => OfJson(json),
        _ => value,
    };

    static object? OfDescribed(DescribedType described) => (described.Descriptor.ToString(), described.Value) switch
    {
        ("com.microsoft:datetime-offset", long ticks) => new DateTimeOffset(ticks, TimeSpan.Zero),
        ("com.microsoft:timespan", long ticks) => TimeSpan.FromTicks(ticks),
        var (_, value) => Of(value),
    };

    static object? OfJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble(),
        _ => null,
    };

    /// <summary>Null where the two cannot be compared.</summary>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (null, _) or (_, null) => null,
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        (TimeSpan a, TimeSpan b) => a.CompareTo(b),
        (Guid a, Guid b) => a.CompareTo(b),
        _ when IsNumber(left) && IsNumber(right) => CompareNumbers(left, right),
        _ => null,
    };

    public static object? Compute(char operation, object? left, object? right)
    {
        if (operation == '+' && left is string a && right is string b)
            return a + b;
        if (!IsNumber(left) || !IsNumber(right))
            return null;
        if (left is double || right is double)
            return Compute(operation, ToDouble(left!), ToDouble(right!));
        if (operation is '/' or '%' && ToDecimal(right!) == 0)
            return null;
        try
        {
            return Compute(operation, ToDecimal(left!), ToDecimal(right!));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    static T Compute<T>(char operation, T left, T right) where T : System.Numerics.INumber<T> => operation switch
    {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        '/' => left / right,
        _ => left % right,
    };

    static int CompareNumbers(object left, object right) =>
        left is double || right is double ? ToDouble(left).CompareTo(ToDouble(right)) : ToDecimal(left).CompareTo(ToDecimal(right));

    static bool IsNumber(object? value) => value is long or decimal or double;

    static double ToDouble(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    static decimal ToDecimal(object value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);
}
