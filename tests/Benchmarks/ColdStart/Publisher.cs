using System.Diagnostics;
using System.Reflection;

namespace Messaging.Benchmarks.ColdStart;

/// <summary>Builds an app as infra/pipelines/publish.sh does, compiled ahead or not.</summary>
static class Publisher
{
    static readonly string Root = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(it => it.Key == "RepositoryRoot").Value!;

    /// <returns>The output folder.</returns>
    public static async Task<string> PublishAsync(string app, string output, bool readyToRun)
    {
        string[] arguments =
        [
            "publish", System.IO.Path.Combine(Root, "functions", app), "--configuration", "Release", "--runtime", "linux-x64", "--no-self-contained", "--nologo",
            "--verbosity", "quiet", "-p:OfficialExtensions=false", $"-p:PublishReadyToRun={readyToRun}", "-p:DebugType=embedded", "--output", output,
        ];
        using var dotnet = Process.Start("dotnet", arguments);
        await dotnet.WaitForExitAsync();
        return dotnet.ExitCode == 0 ? output : throw new InvalidOperationException($"{app} could not be published.");
    }

    public static double Megabytes(string output) => new DirectoryInfo(output).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1e6;
}
