using System.Diagnostics;

namespace Messaging.Run;

/// <summary>Programs of others that are fetched when they are first asked for, and kept in the repository's <c>.data/tools</c>.</summary>
static class Tool
{
    /// <param name="fetch">Told the folder to fetch into, it answers the command that does it. The folder takes its name only when that has succeeded.</param>
    /// <exception cref="InvalidOperationException">The command fails; the message holds what it wrote.</exception>
    public static async Task<string> FolderAsync(string name, Func<string, ProcessStartInfo> fetch, CancellationToken ct)
    {
        var folder = Path.Combine(Repository.Root, ".data", "tools", name);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var fresh = $"{folder}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(fresh);
        Console.WriteLine($"Fetching {name}, once …");
        await RunAsync(name, fetch(fresh), ct);
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(fresh, recursive: true);
        }

        return folder;
    }

    static async Task RunAsync(string name, ProcessStartInfo command, CancellationToken ct)
    {
        command.RedirectStandardOutput = command.RedirectStandardError = true;
        using var process = Process.Start(command)!;
        var error = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct) + await error;
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} cannot be fetched: {output.Trim()}");
        }
    }
}
