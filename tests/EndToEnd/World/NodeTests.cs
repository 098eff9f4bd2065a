using System.Diagnostics;

namespace Messaging.EndToEnd.World;

/// <summary>Tests that a folder keeps beside its own JavaScript.</summary>
static class NodeTests
{
    public static async Task PassAsync(params string[] folder)
    {
        var start = new ProcessStartInfo("node", ["--test"])
        {
            WorkingDirectory = Path.Combine([Repository.Root, .. folder]),
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.True(node.ExitCode == 0, output);
        Assert.Contains("# fail 0", output);
        Assert.DoesNotContain("# pass 0", output);
    }
}
