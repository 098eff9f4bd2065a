using System.Text.Json;

namespace Messaging.FunctionsHost.Metadata;

/// <summary>What the app's folder and settings say about it.</summary>
sealed record AppDefinition(string Name, string Directory, AppSettings Settings, HostJson Host, WorkerConfig Worker)
{
    public static AppDefinition Load(FunctionAppOptions options)
    {
        var directory = Path.GetFullPath(options.Directory);
        var settings = new AppSettings(options.Settings);
        return new(options.Name, directory, settings, HostJson.Load(directory, settings), WorkerConfig.Load(directory));
    }

    /// <summary>False as well when the app does not say (self-contained, or no .NET at all).</summary>
    public bool RunsOnAtLeast(Version version)
    {
        var file = Path.ChangeExtension(Worker.WorkerPath, "runtimeconfig.json");
        if (!File.Exists(file))
        {
            return false;
        }

        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return json.RootElement.TryGetProperty("runtimeOptions", out var options)
            && options.TryGetProperty("tfm", out var tfm)
            && Version.TryParse(tfm.GetString()!.Replace("net", ""), out var targeted)
            && targeted.Major >= version.Major;
    }
}
