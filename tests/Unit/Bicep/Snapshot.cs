using System.Collections.Concurrent;
using System.Text.Json;
using Messaging.Unit.House;

namespace Messaging.Unit.Bicep;

/// <summary>What an environment would deploy, as approved; bicep/check holds the templates to it.</summary>
static class Snapshot
{
    static readonly ConcurrentDictionary<string, IReadOnlyList<JsonElement>> Read = new();

    /// <summary>All that are approved: the environments that are deployed, and the shortest and longest names.</summary>
    public static TheoryData<string> Approved { get; } = [.. Files("parameters"), .. Files("names")];

    public static IReadOnlyList<JsonElement> Resources(string environment) => Read.GetOrAdd(environment, name =>
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf($"bicep/{(name.Contains('/') ? name : $"parameters/{name}")}.snapshot.json")));
        return [.. file.RootElement.GetProperty("predictedResources").Clone().EnumerateArray()];
    });

    public static IReadOnlyList<JsonElement> Resources(string environment, string type) =>
        [.. Resources(environment).Where(it => it.GetProperty("type").GetString() == type)];

    public static IReadOnlyList<JsonElement> Properties(string environment, string type)
    {
        IReadOnlyList<JsonElement> found = [.. Resources(environment, type).Select(it => it.GetProperty("properties"))];
        Assert.NotEmpty(found);
        return found;
    }

    /// <summary>The last part of a resource's name.</summary>
    public static string NameOf(JsonElement resource) => resource.GetProperty("name").GetString()!.Split('/')[^1];

    /// <summary>The stage of an app, and of its plan and identity.</summary>
    public static string StageOf(JsonElement resource) => resource.GetProperty("name").GetString()!.Split('-')[1];

    /// <summary>The settings of each app of the first stamp, by the app's stage.</summary>
    public static IReadOnlyDictionary<string, JsonElement> AppSettings(string environment) =>
        Resources(environment, "Microsoft.Web/sites/config").DistinctBy(StageOf).ToDictionary(StageOf, it => it.GetProperty("properties"));

    static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Repository.PathOf($"bicep/{folder}"), "*.snapshot.json")
        .Select(file => Path.GetFileName(file).Replace(".snapshot.json", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(name => folder == "parameters" ? name : $"{folder}/{name}");
}
