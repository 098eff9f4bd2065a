using System.Runtime.InteropServices;

/// <summary>Runs inside the worker before its Main; name, namespace and method are fixed by the runtime.</summary>
static class StartupHook
{
    public static void Initialize()
    {
        LeaveTerminalsGroup();
        var host = Console.OpenStandardInput();
        new Thread(() => ExitAfterEndOf(host)) { IsBackground = true, Name = "Exit with the host" }.Start();
    }

    /// <summary>A terminal sends Ctrl-C to its whole process group: the worker would go before its host has let it finish its work.</summary>
    static void LeaveTerminalsGroup()
    {
        if (!OperatingSystem.IsWindows())
        {
            SetProcessGroup(0, 0);
        }
    }

    static void ExitAfterEndOf(Stream host)
    {
        while (host.ReadByte() >= 0)
        {
        }

        System.Diagnostics.Process.GetCurrentProcess().Kill();
    }

    [DllImport("libc", EntryPoint = "setpgid")]
    static extern int SetProcessGroup(int process, int group);
}
