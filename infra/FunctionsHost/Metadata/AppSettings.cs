using System.Text.RegularExpressions;

namespace Messaging.FunctionsHost.Metadata;

/// <summary>The app's settings over this process's environment, which the workers inherit too.</summary>
sealed partial class AppSettings
{
    readonly IConfigurationRoot configuration;

    public AppSettings(IReadOnlyDictionary<string, string> settings)
    {
        Own = settings;
        configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":"), (string?)setting.Value)))
            .Build();
    }

    public IReadOnlyDictionary<string, string> Own { get; }

    public string? this[string name] => configuration[name.Replace("__", ":")];

    public IConfigurationSection Section(string name) => configuration.GetSection(name);

    /// <summary>Replaces each <c>%NAME%</c> by that setting.</summary>
    /// <exception cref="InvalidOperationException">A named setting is missing.</exception>
    public string Expand(string text) => Reference().Replace(text, match =>
        this[match.Groups[1].Value]
        ?? throw new InvalidOperationException($"'{match.Value}' in '{text}' does not resolve: there is no app setting '{match.Groups[1].Value}'."));

    /// <summary>
    /// A connection is a setting (a connection string) or a section of settings (identity). Functions tries the name
    /// with and without the prefix AzureWebJobs, each also below ConnectionStrings.
    /// </summary>
    public IConfigurationSection? Connection(string name) =>
        new[] { $"ConnectionStrings:AzureWebJobs{name}", $"AzureWebJobs{name}", $"ConnectionStrings:{name}", name }
            .Select(Section)
            .FirstOrDefault(section => section.Exists());

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
