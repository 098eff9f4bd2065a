using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Metadata;

/// <summary>One function of the app: its trigger, its further inputs and its outputs.</summary>
sealed record FunctionDefinition(
    string Name,
    string Id,
    BindingDefinition Trigger,
    IReadOnlyList<BindingDefinition> Inputs,
    IReadOnlyList<BindingDefinition> Outputs,
    RpcRetryOptions? Retry)
{
    public bool IsHttp => Is("httpTrigger");

    public bool IsSignalR => Is("signalRTrigger");

    public static FunctionDefinition From(RpcFunctionMetadata metadata, AppSettings settings)
    {
        try
        {
            var bindings = metadata.RawBindings.Select(raw => new BindingDefinition(raw, settings)).ToLookup(binding => binding.IsOutput);
            return new(
                metadata.Name,
                metadata.FunctionId,
                bindings[false].Single(binding => binding.IsTrigger),
                [.. bindings[false].Where(binding => !binding.IsTrigger)],
                [.. bindings[true]],
                metadata.RetryOptions);
        }
        catch (InvalidOperationException wrong)
        {
            throw new InvalidOperationException($"Function {metadata.Name}: {wrong.Message}", wrong);
        }
    }

    bool Is(string type) => Trigger.Type.Equals(type, StringComparison.OrdinalIgnoreCase);
}
