using System.Text.Json;
using Messaging.FunctionsHost.Protocol;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusSessionMessageActions))]
sealed class ServiceBusSessionMessageActionsConverter(Settlement.SettlementClient settlement) : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var metadata = context.FunctionContext.BindingContext.BindingData;
        return new(SessionIdIn(metadata) is { } session && LockedUntilIn(metadata) is { } lockedUntil
            ? ConversionResult.Success(new ServiceBusSessionMessageActions(settlement, session, lockedUntil))
            : ConversionResult.Failed(new InvalidOperationException(
                "The trigger's metadata holds no session: session actions need IsSessionsEnabled on the trigger.")));
    }

    /// <summary>A batch holds messages of one session only, so the first id speaks for all.</summary>
    static string? SessionIdIn(IReadOnlyDictionary<string, object?> metadata) =>
        metadata.GetValueOrDefault("SessionId") as string
        ?? (metadata.GetValueOrDefault("SessionIdArray") as IEnumerable<string>)?.FirstOrDefault();

    static DateTimeOffset? LockedUntilIn(IReadOnlyDictionary<string, object?> metadata)
    {
        if (metadata.GetValueOrDefault("SessionActions")?.ToString() is not { } json)
        {
            return null;
        }

        using var actions = JsonDocument.Parse(json);
        return actions.RootElement.TryGetProperty("SessionLockedUntil", out var time) ? time.GetDateTimeOffset() : null;
    }
}
