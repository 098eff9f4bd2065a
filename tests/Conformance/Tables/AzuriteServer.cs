using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Messaging.Conformance.Tables;

/// <summary>Azurite's table service from npm, installed once into a cache folder.</summary>
static class AzuriteServer
{
    const string Version = "3.37.0";
    const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static async Task<string> StartAsync()
    {
        var script = await InstallAsync();
        var port = FreePort();
        var data = Directory.CreateTempSubdirectory("azurite-").FullName;
        var process = Process.Start(new ProcessStartInfo("node",
        [
            script, "--silent", "--location", data, "--tableHost", "127.0.0.1", "--tablePort", $"{port}",
            "--disableTelemetry", "--skipApiVersionCheck",
        ]))!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.Kill();
            process.WaitForExit();
            Directory.Delete(data, recursive: true);
        };
        await ListeningAsync(port);
        return $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";
    }

    static async Task<string> InstallAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"conformance-azurite-{Version}");
        var script = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "table", "main.js");
        if (File.Exists(script))
            return script;
        var npm = Process.Start("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", $"azurite@{Version}"]);
        await npm.WaitForExitAsync();
        return File.Exists(script) ? script : throw new InvalidOperationException($"npm could not install azurite {Version}.");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task ListeningAsync(int port)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
            }
        }
    }
}
