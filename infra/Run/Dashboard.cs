using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Messaging.Run;

/// <summary>The standalone Aspire dashboard from NuGet: logs and traces of the apps and of what they stand on.</summary>
static class Dashboard
{
    const string Version = "13.6.5";

    static readonly string Rid = RuntimeInformation.RuntimeIdentifier;

    public static async Task<Companion> StartAsync(int port, int otlpPort, TimeProvider time, CancellationToken ct)
    {
        var tool = await Tool.FolderAsync($"aspire-dashboard-{Version}", folder => new ProcessStartInfo("dotnet",
        [
            "restore", Path.Combine(AppContext.BaseDirectory, "DashboardPackage.xml"), "--nologo", "-v", "q",
            $"-p:Folder={folder}", $"-p:Version={Version}", $"-p:Rid={Rid}",
        ]), ct);
        var program = Path.Combine(tool, $"aspire.dashboard.sdk.{Rid}", Version, "tools", OperatingSystem.IsWindows() ? "Aspire.Dashboard.exe" : "Aspire.Dashboard");
        return await Companion.StartAsync(program, [], otlpPort, Settings(port, otlpPort), time, ct);
    }

    /// <summary>Open to everyone on this machine, as all of the local world is.</summary>
    static Dictionary<string, string> Settings(int port, int otlpPort) => new()
    {
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://127.0.0.1:{otlpPort}",
        ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true",
        ["ASPIRE_DASHBOARD_API_ENABLED"] = "true",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
    };
}
