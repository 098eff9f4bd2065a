namespace Messaging.FunctionsHost;

/// <param name="Function">The function's name.</param>
/// <param name="Template">With prefix, e.g. <c>api/orders/{id:int}</c>.</param>
/// <param name="Methods">Upper case; empty means every method.</param>
public sealed record HttpRoute(string Function, string Template, IReadOnlyList<string> Methods);
