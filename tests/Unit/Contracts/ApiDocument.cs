using System.Runtime.CompilerServices;
using YamlDotNet.RepresentationModel;

namespace Messaging.Unit.Contracts;

/// <summary>openapi.yaml or asyncapi.yaml beside the records.</summary>
sealed class ApiDocument
{
    readonly YamlMappingNode _root;

    ApiDocument(YamlMappingNode root) => _root = root;

    public static ApiDocument Open(string name, [CallerFilePath] string here = "")
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(Path.GetDirectoryName(here)!, "../../../functions/Contracts", name));
        yaml.Load(text);
        return new((YamlMappingNode)yaml.Documents[0].RootNode);
    }

    /// <summary>The children under a path of keys, by their keys.</summary>
    public IReadOnlyDictionary<string, YamlNode> Under(params string[] path) => Children(path.Aggregate((YamlNode)_root, (node, key) => node[key]));

    public static IReadOnlyDictionary<string, YamlNode> Children(YamlNode? node) =>
        node is YamlMappingNode map ? map.ToDictionary(child => Text(child.Key), child => child.Value) : new Dictionary<string, YamlNode>();

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    /// <summary>A schema as a short word: string, integer:int64, [string], {string} for a map, or the record that it refers to.</summary>
    public static string TypeOf(YamlNode schema)
    {
        var parts = Children(schema);
        if (parts.TryGetValue("$ref", out var reference)) return LastPart(reference);
        var type = Text(parts["type"]);
        if (parts.TryGetValue("additionalProperties", out var values)) return $"{{{TypeOf(values)}}}";
        return type == "array" ? $"[{TypeOf(parts["items"])}]" : parts.TryGetValue("format", out var format) ? $"{type}:{Text(format)}" : type;
    }

    public static string LastPart(YamlNode reference) => Text(reference).Split('/')[^1];
}
