using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>Sends a return value: text and bytes are one message, each element of an array is one, in order.</summary>
sealed class ServiceBusOutput(string name, ServiceBusSender sender) : IOutputBinding
{
    public string Name => name;

    public async Task SendAsync(TypedData value, CancellationToken ct)
    {
        foreach (var message in Messages(value))
        {
            await sender.SendMessageAsync(message, ct);
        }
    }

    static IEnumerable<ServiceBusMessage> Messages(TypedData value) => value.DataCase switch
    {
        TypedData.DataOneofCase.String => OfText(value.String),
        TypedData.DataOneofCase.Json => OfText(value.Json),
        TypedData.DataOneofCase.Bytes => [new(value.Bytes.Memory)],
        TypedData.DataOneofCase.CollectionString => value.CollectionString.String.Select(text => new ServiceBusMessage(text)),
        TypedData.DataOneofCase.CollectionBytes => value.CollectionBytes.Bytes.Select(bytes => new ServiceBusMessage(bytes.Memory)),
        var other => throw new NotSupportedException($"Service Bus output of {other} is not supported."),
    };

    static IEnumerable<ServiceBusMessage> OfText(string text) =>
        text.AsSpan().TrimStart().StartsWith("[") && Elements(text) is { } elements
            ? elements.Select(element => new ServiceBusMessage(element))
            : [new(text)];

    /// <summary>Null when the text only looks like an array.</summary>
    static List<string>? Elements(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Select(element => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText())];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
