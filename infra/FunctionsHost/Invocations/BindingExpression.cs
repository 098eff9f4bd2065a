using System.Text.RegularExpressions;

namespace Messaging.FunctionsHost.Invocations;

/// <summary>Replaces <c>{name}</c> in a binding's property by a value of the trigger.</summary>
static partial class BindingExpression
{
    /// <exception cref="InvalidOperationException">The trigger has no such value.</exception>
    public static string Resolve(string text, Func<string, string?>? lookup) => Reference().Replace(text, match =>
        lookup?.Invoke(match.Groups[1].Value)
        ?? throw new InvalidOperationException($"'{match.Value}' in '{text}' does not resolve: the trigger gives no '{match.Groups[1].Value}'."));

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Reference();
}
