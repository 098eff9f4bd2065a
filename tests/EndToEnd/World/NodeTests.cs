using System.Diagnostics;

namespace Messaging.EndToEnd.World;

/// <summary>Tests that a folder keeps beside its own JavaScript.</summary>
static class NodeTests
{
    public static Task PassAsync(params string[] folder) => RunAsync(Path.Combine(folder), "test", null);

    /// <summary>Those that need a world, in a folder of their own.</summary>
    public static Task PassAsync(RunningWorld world, string package, string folder) => RunAsync(package, folder, world);

    static async Task RunAsync(string package, string folder, RunningWorld? world)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, package, folder), "*.test.js").Select(file => Path.Combine(folder, Path.GetFileName(file)));
        var start = new ProcessStartInfo("node", ["--test", .. files])
        {
            WorkingDirectory = Path.Combine(Repository.Root, package),
            RedirectStandardOutput = true,
        };
        if (world is not null)
            (start.Environment["MESSAGING_URL"], start.Environment["MESSAGING_ISSUER"]) = (world.Address.GetLeftPart(UriPartial.Authority), world.Authority.GetLeftPart(UriPartial.Authority));
        using var node = Process.Start(start)!;
        var said = node.StandardOutput.ReadToEndAsync();
        var code = await node.EndsAsync();
        var output = await said;

        Assert.True(code == 0, $"node ended with {code}\n{output}");
        Assert.Contains("# fail 0", output);
        Assert.DoesNotContain("# pass 0", output);
    }
}
