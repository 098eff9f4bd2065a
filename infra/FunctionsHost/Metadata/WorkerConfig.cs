using System.Text.Json;

namespace Messaging.FunctionsHost.Metadata;

/// <summary>worker.config.json of the build output: how to start the worker.</summary>
sealed record WorkerConfig(string Executable, string WorkerPath)
{
    public static WorkerConfig Load(string directory)
    {
        var file = Path.Combine(directory, "worker.config.json");
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"{directory} is no isolated function app's build output: it holds no worker.config.json.", file);
        }

        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var description = json.RootElement.GetProperty("description");
        return new(
            description.GetProperty("defaultExecutablePath").GetString()!.Replace("{WorkerRoot}", directory + Path.DirectorySeparatorChar),
            Path.Combine(directory, description.GetProperty("defaultWorkerPath").GetString()!));
    }
}
