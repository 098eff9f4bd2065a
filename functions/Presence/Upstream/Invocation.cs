using System.Text.Json;

namespace Messaging.Presence.Upstream;

/// <summary>A client's call of a hub method: the invocation of the SignalR hub protocol, as JSON without its record separator.</summary>
/// <param name="Id">Null if the client waits for no answer.</param>
/// <param name="Target">The method.</param>
/// <param name="Arguments">As they came.</param>
public sealed record Invocation(string? Id, string Target, IReadOnlyList<JsonElement> Arguments)
{
    /// <summary>Null if it is not an invocation.</summary>
    public static Invocation? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var frame = JsonDocument.Parse(body);
            return frame.RootElement.ValueKind is JsonValueKind.Object ? Read(frame.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An argument that is a text of 1 to <paramref name="longest"/> characters.</summary>
    public string? Text(int position, int longest) =>
        Arguments.Count > position && Arguments[position] is { ValueKind: JsonValueKind.String } argument && argument.GetString() is { Length: > 0 } text
            && text.Length <= longest ? text : null;

    /// <summary>An argument that is a list of texts.</summary>
    public IReadOnlyList<string>? Texts(int position) =>
        Arguments.Count > position && Arguments[position] is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : null;

    static Invocation? Read(JsonElement frame)
    {
        // Clients and the service write member names in different cases.
        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in frame.EnumerateObject()) members[member.Name] = member.Value;
        const int invocation = 1;
        if (!members.TryGetValue("type", out var type) || type.ValueKind is not JsonValueKind.Number || !type.TryGetInt32(out var number) || number != invocation) return null;
        if (!members.TryGetValue("target", out var target) || target.ValueKind is not JsonValueKind.String) return null;
        if (!members.TryGetValue("arguments", out var arguments) || arguments.ValueKind is not JsonValueKind.Array) return null;
        var id = members.TryGetValue("invocationId", out var given) && given.ValueKind is JsonValueKind.String ? given.GetString() : null;
        return new(id, target.GetString()!, [.. arguments.EnumerateArray()]);
    }
}
