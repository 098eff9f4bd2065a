using Google.Protobuf.Collections;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Invocations;

/// <summary>What starts one run of a function.</summary>
/// <param name="Value">Goes to the trigger's parameter.</param>
/// <param name="Metadata">Bind to further parameters by name.</param>
/// <param name="TraceParent">W3C trace context the run continues.</param>
/// <param name="Linked">Those of the other messages of a batch.</param>
/// <param name="Lookup">Resolves binding expressions such as <c>{headers.x-user}</c>.</param>
/// <param name="Retry">What the worker is told when this is a retry.</param>
sealed record Trigger(
    TypedData Value,
    MapField<string, TypedData>? Metadata = null,
    string? TraceParent = null,
    IEnumerable<string>? Linked = null,
    Func<string, string?>? Lookup = null,
    RetryContext? Retry = null);
