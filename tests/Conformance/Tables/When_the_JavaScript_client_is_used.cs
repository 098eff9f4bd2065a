using System.Diagnostics;

namespace Messaging.Conformance.Tables;

/// <summary>Needs Node.js and npm, as <c>clients/js</c> does; the client is installed once into a cache folder.</summary>
public sealed class When_the_JavaScript_client_is_used
{
    const string Version = "13.3.2";
    const string Script = "javascript-client.mjs";

    static readonly string Folder = Path.Combine(Path.GetTempPath(), $"conformance-data-tables-{Version}");

    [Theory, Accounts]
    public async Task Everything_it_can_call_answers_as_it_expects(string account)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@azure", "data-tables")))
            Assert.Equal((0, ""), await RunAsync("npm", "install", "--prefix", Folder, "--no-audit", "--no-fund", "--silent", $"@azure/data-tables@{Version}"));
        // Node looks for packages beside the script.
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Tables", Script), Path.Combine(Folder, Script), overwrite: true);

        Assert.Equal((0, "ok\n"), await RunAsync("node", Path.Combine(Folder, Script), await Account.ConnectionStringAsync(account)));
    }

    static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
