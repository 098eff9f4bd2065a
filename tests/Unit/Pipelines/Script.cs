using System.Diagnostics;
using Messaging.Unit.House;

namespace Messaging.Unit.Pipelines;

/// <summary>
/// Runs a pipeline script with stand-ins for the programs that reach out of this machine. A stand-in writes its arguments down and answers
/// as it was told: the first pattern (of bash's <c>case</c>) that its arguments match gives output and exit code; no match is an empty success.
/// </summary>
sealed class Script : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-");
    readonly Dictionary<string, string> answers = [];

    public Script()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "bin"));
        foreach (var program in (string[])["az", "curl"])
            StandIn(program, "");
    }

    public string Folder => folder.FullName;

    public Dictionary<string, string> Environment { get; } = new() { ["SMOKE_PAUSE"] = "0", ["AUTHORITY"] = "https://issuer.example" };

    /// <summary>Every call of a stand-in, in order: its name and its arguments.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    public string Output { get; private set; } = "";

    public string Errors { get; private set; } = "";

    string Log => Path.Combine(Folder, "calls");

    public Script Answer(string program, string pattern, string output, int code = 0)
    {
        answers[program] = answers.GetValueOrDefault(program) + $"  {pattern}) printf '{output}'; exit {code} ;;\n";
        StandIn(program, $"case \"$*\" in\n{answers[program]}esac\n");
        return this;
    }

    /// <summary>Replaces a program by bash of the test's own.</summary>
    public void StandIn(string program, string body)
    {
        var file = Path.Combine(Folder, "bin", program);
        File.WriteAllText(file, $"#!/usr/bin/env bash\necho \"{program} $*\" >> '{Log}'\n{body}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Write(string name, string content)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    public async Task<int> RunAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.PathOf($"infra/pipelines/{name}"), arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(Folder, "bin")}:{start.Environment["PATH"]}";
        foreach (var (key, value) in Environment)
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        Errors = await process.StandardError.ReadToEndAsync();
        Output = await output;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
