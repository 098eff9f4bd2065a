using System.Diagnostics;
using System.Runtime.InteropServices;

/// <summary>Runs inside the worker before its Main; name, namespace and method are fixed by the runtime.</summary>
static class StartupHook
{
    public static void Initialize()
    {
        LeaveTerminal();
        var host = Console.OpenStandardInput();
        new Thread(() => EndAfter(host)) { IsBackground = true, Name = "End with the host" }.Start();
    }

    /// <summary>Ctrl-C goes to all processes of the terminal's group; the worker must outlive it to finish what it runs.</summary>
    static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetProcessGroup(0, 0);
        }
    }

    static void EndAfter(Stream host)
    {
        while (host.ReadByte() >= 0)
        {
        }

        Process.GetCurrentProcess().Kill();
    }

    [DllImport("libc", EntryPoint = "setpgid")]
    static extern int SetProcessGroup(int process, int group);
}
