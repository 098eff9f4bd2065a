using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a client did: connected, disconnected or invoked a method.</summary>
public sealed class SignalRInvocationContext
{
    public object[]? Arguments { get; set; }

    /// <summary>Why the client disconnected.</summary>
    public string? Error { get; set; }

    public SignalRInvocationCategory Category { get; set; }

    public string Event { get; set; }

    public string Hub { get; set; }

    public string ConnectionId { get; set; }

    public string UserId { get; set; }

    [JsonConverter(typeof(CommaSeparatedValuesConverter))]
    public IDictionary<string, StringValues> Headers { get; set; }

    [JsonConverter(typeof(CommaSeparatedValuesConverter))]
    public IDictionary<string, StringValues> Query { get; set; }

    [JsonConverter(typeof(CommaSeparatedValuesConverter))]
    public IDictionary<string, StringValues> Claims { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter))]
public enum SignalRInvocationCategory
{
    Connections,
    Messages,
}
