namespace Messaging.FunctionsHost;

/// <summary>The keys callers prove themselves with, in header <c>x-functions-key</c> or query <c>code</c>.</summary>
/// <param name="Master">Opens everything, <c>Admin</c> functions included.</param>
/// <param name="Function">Each opens <c>Function</c>-level functions.</param>
/// <param name="System">Opens the extension's webhooks (<c>/runtime/webhooks/signalr</c>).</param>
public sealed record HttpKeys(string Master, IReadOnlyList<string> Function, string System);
