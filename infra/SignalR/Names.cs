using System.Text.RegularExpressions;

namespace Messaging.SignalR;

/// <summary>The names that the service accepts (REST API reference, parameter patterns).</summary>
static partial class Names
{
    public static bool IsHub(string name) => HubName().IsMatch(name);

    public static bool IsGroup(string name) => name.Length <= 1024 && !string.IsNullOrWhiteSpace(name);

    public static bool IsStream(string name) => name.Length <= 100 && !string.IsNullOrWhiteSpace(name);

    /// <summary>The hub that a client or call means: hub names know no case, and an application has hubs of its own.</summary>
    public static string EffectiveHub(string hub, string? application) =>
        (string.IsNullOrEmpty(application) ? hub : $"{application}_{hub}").ToLowerInvariant();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_`,.\[\]]{0,127}\z")]
    private static partial Regex HubName();
}
