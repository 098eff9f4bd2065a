/// <summary>Runs inside the worker before its Main; name, namespace and method are fixed by the runtime.</summary>
static class StartupHook
{
    public static void Initialize()
    {
        var host = Console.OpenStandardInput();
        new Thread(() => ExitAfterEndOf(host)) { IsBackground = true, Name = "Exit with the host" }.Start();
    }

    static void ExitAfterEndOf(Stream host)
    {
        while (host.ReadByte() >= 0)
        {
        }

        System.Diagnostics.Process.GetCurrentProcess().Kill();
    }
}
