using System.Text.Json;
using Google.Protobuf.Collections;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Protocol;
using Messaging.FunctionsHost.Workers;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>A function that runs for one event of one hub.</summary>
sealed class SignalRTrigger(FunctionInvoker invoker, WorkerPool workers, SignalRService service)
{
    readonly BindingDefinition binding = invoker.Function.Trigger;

    public bool Takes(UpstreamCall call) =>
        binding.Is("category", call.Category) && binding.Is("event", call.Event)
        && string.Equals(binding.Require("hubName"), call.Hub, StringComparison.OrdinalIgnoreCase);

    /// <summary>A service reached by identity alone signs with no key that could be checked.</summary>
    public bool Trusts(UpstreamCall call) => service.Connection.AccessKey is not { } key || call.IsSignedWith(key);

    /// <summary>A failed <c>connected</c> is answered 403; a client that waits for a result gets the failure as its completion.</summary>
    public async Task HandleAsync(HttpContext http, UpstreamCall call)
    {
        var result = await InvokeAsync(call, http.RequestAborted);
        if (call.InvocationId is { } id)
        {
            var completion = Completion(id, result);
            http.Response.ContentType = call.IsMessagePack ? UpstreamCall.MessagePackType : "application/json";
            await http.Response.Body.WriteAsync(call.IsMessagePack ? completion.ToMessagePackFrame() : completion.ToJsonFrame());
        }
        else if (!result.Succeeded && !call.Event.Equals("disconnected", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = call.Event.Equals("connected", StringComparison.OrdinalIgnoreCase)
                ? StatusCodes.Status403Forbidden
                : StatusCodes.Status500InternalServerError;
        }
    }

    async Task<InvocationResult> InvokeAsync(UpstreamCall call, CancellationToken aborted)
    {
        if (await workers.NextAsync(aborted) is not { } worker)
        {
            return new("No worker is ready.", WorkerLost: true);
        }

        var names = binding.Texts("parameterNames");
        var arguments = call.Arguments is { } given ? given.EnumerateArray().ToList() : [];
        return names.Count > 0 && names.Count != arguments.Count
            ? new($"{call.Event} takes {names.Count} arguments, the client sent {arguments.Count}.")
            : await invoker.InvokeAsync(
                worker, Guid.NewGuid().ToString(), new(new() { Json = call.ToContext() }, Named(names, arguments)), CancellationToken.None);
    }

    static MapField<string, TypedData> Named(IReadOnlyList<string> names, List<JsonElement> arguments)
    {
        var metadata = new MapField<string, TypedData>();
        foreach (var (name, argument) in names.Zip(arguments))
        {
            metadata[name] = argument.ValueKind == JsonValueKind.String
                ? new() { String = argument.GetString() }
                : new() { Json = argument.GetRawText() };
        }

        return metadata;
    }

    HubCompletion Completion(string invocationId, InvocationResult result) => new(
        invocationId,
        result.Succeeded ? null : "Invocation failed.",
        invoker.ReturnIsOutput ? null : Json(result.Answer));

    static string? Json(TypedData? value) => value?.DataCase switch
    {
        TypedData.DataOneofCase.String => JsonSerializer.Serialize(value.String),
        TypedData.DataOneofCase.Json => value.Json,
        _ => null,
    };
}
