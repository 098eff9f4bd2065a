using System.Globalization;

namespace Messaging.Run;

/// <summary>The five apps and what each is told.</summary>
static class Apps
{
    /// <summary>More than the lanes of queue <c>route</c>: a lane that waits for a slot waits for another's idle time-out.</summary>
    const int Slots = 32;

    public static IReadOnlyList<string> InPathOrder { get; } = ["Send", "Route", "FanOut", "Presence", "Sync"];

    public static Dictionary<string, string> SettingsOf(string app, IReadOnlyDictionary<string, string> shared)
    {
        var settings = new Dictionary<string, string>(shared);
        if (app == "Route")
        {
            settings.TryAdd("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentSessions", Slots.ToString(CultureInfo.InvariantCulture));
            settings.TryAdd("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls", Slots.ToString(CultureInfo.InvariantCulture));
        }

        return settings;
    }
}
