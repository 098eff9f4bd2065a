using System.Diagnostics;

namespace Messaging.Run;

/// <summary>Azurite's table service from npm: a second opinion on infra/Tables. What it has not saved yet is lost when it is killed.</summary>
static class Azurite
{
    const string Version = "3.37.0";
    const string Account = "devstoreaccount1";

    /// <summary>The well-known key of every development account.</summary>
    const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static string ConnectionString(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{port}/{Account};";

    public static async Task<Companion> StartAsync(int port, string data, TimeProvider time, CancellationToken ct)
    {
        var tool = await Tool.FolderAsync($"azurite-{Version}", folder =>
            new ProcessStartInfo("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", $"azurite@{Version}"]), ct);
        return await Companion.StartAsync(
            "node",
            [
                Path.Combine(tool, "node_modules", "azurite", "dist", "src", "table", "main.js"),
                "--silent", "--disableTelemetry", "--skipApiVersionCheck",
                "--location", Directory.CreateDirectory(data).FullName, "--tableHost", "127.0.0.1", "--tablePort", $"{port}",
            ],
            port, new Dictionary<string, string>(), time, ct);
    }
}
