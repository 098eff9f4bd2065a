using System.Diagnostics;
using Microsoft.Playwright;

namespace Messaging.EndToEnd.World;

/// <summary>A headless browser: the machine's own if there is one, otherwise one is installed.</summary>
static class Chromium
{
    const string Packaged = "/usr/bin/chromium";

    static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var packaged = File.Exists(Packaged) || await InstallPackageAsync();
        if (!packaged) Assert.Equal(0, Microsoft.Playwright.Program.Main(["install", "chromium"]));
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = packaged ? Packaged : null, Args = Flags });
    }

    /// <summary>By apt, where there is apt and the right to use it.</summary>
    static async Task<bool> InstallPackageAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get")) return false;
        using var apt = Process.Start("sh", ["-c", "apt-get update -q && apt-get install -qy --no-install-recommends chromium"]);
        await apt.WaitForExitAsync();
        return File.Exists(Packaged);
    }
}
