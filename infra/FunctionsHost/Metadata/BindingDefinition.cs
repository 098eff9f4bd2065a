using System.Text.Json;

namespace Messaging.FunctionsHost.Metadata;

/// <summary>One binding as the worker describes it, its <c>%SETTING%</c> references resolved on reading.</summary>
sealed class BindingDefinition
{
    readonly JsonElement json;
    readonly AppSettings settings;

    public BindingDefinition(string rawBinding, AppSettings settings)
    {
        json = JsonDocument.Parse(rawBinding).RootElement;
        this.settings = settings;
        Name = Require("name");
        Type = Require("type");
        IsOutput = Is("direction", "Out");
        IsTrigger = Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);
    }

    public string Name { get; }

    public string Type { get; }

    public bool IsOutput { get; }

    public bool IsTrigger { get; }

    public bool IsBatched => Is("cardinality", "Many");

    public bool IsBinary => Is("dataType", "Binary");

    public bool IsString => Is("dataType", "String");

    /// <summary>The worker's own converter wants the raw message.</summary>
    public bool IsDeferred =>
        json.TryGetProperty("properties", out var properties)
        && properties.TryGetProperty("supportsDeferredBinding", out var flag)
        && string.Equals(flag.ToString(), "true", StringComparison.OrdinalIgnoreCase);

    public string? Text(string property) =>
        json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? settings.Expand(value.GetString()!) : null;

    public string Require(string property) =>
        Text(property) ?? throw new InvalidOperationException($"Binding {json} has no '{property}'.");

    public bool? Flag(string property) =>
        json.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    public IReadOnlyList<string> Texts(string property) =>
        json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => settings.Expand(item.GetString()!))]
            : [];

    public bool Is(string property, string expected) =>
        json.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
        && string.Equals(value.GetString(), expected, StringComparison.OrdinalIgnoreCase);
}
