using Messaging.FunctionsHost.Metadata;

namespace Messaging.FunctionsHost.Workers;

/// <summary>
/// A worker does not notice that its host was killed: it would wait for messages for ever. So the host gives it a
/// pipe as standard input, and .NET's start-up hook ends the worker when that pipe closes, which the operating
/// system does however the host died. See <see cref="StartupHook"/>.
/// </summary>
static class OrphanExit
{
    const string Hooks = "DOTNET_STARTUP_HOOKS";

    public static void Arm(IDictionary<string, string?> environment, AppDefinition app)
    {
        // An older runtime could not load the hook's assembly and would not start at all.
        if (!app.RunsOnAtLeast(Environment.Version))
        {
            return;
        }

        var hook = typeof(OrphanExit).Assembly.Location;
        environment[Hooks] = environment.TryGetValue(Hooks, out var others) && !string.IsNullOrEmpty(others)
            ? $"{others}{Path.PathSeparator}{hook}"
            : hook;
    }
}
