using System.Text.Json;
using Messaging.Unit.House;

namespace Messaging.Unit.Bicep;

/// <summary>What an environment would deploy, as approved; bicep/check holds the templates to it.</summary>
static class Snapshot
{
    public static IReadOnlyList<JsonElement> Resources(string environment, string type)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf($"bicep/parameters/{environment}.snapshot.json")));
        return [.. file.RootElement.GetProperty("predictedResources").Clone().EnumerateArray().Where(it => it.GetProperty("type").GetString() == type)];
    }

    /// <summary>The last part of a resource's name.</summary>
    public static string NameOf(JsonElement resource) => resource.GetProperty("name").GetString()!.Split('/')[^1];

    /// <summary>The settings of each app, by the app's stage.</summary>
    public static IReadOnlyDictionary<string, JsonElement> AppSettings(string environment) =>
        Resources(environment, "Microsoft.Web/sites/config").ToDictionary(it => it.GetProperty("name").GetString()!.Split('-')[1], it => it.GetProperty("properties"));
}
