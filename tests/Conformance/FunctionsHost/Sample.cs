using System.Text.Json;
using Messaging.FunctionsHost;
using Microsoft.Extensions.Logging;

namespace Messaging.Conformance.FunctionsHost;

/// <summary>The function app in tests/SampleApp, with only the functions that a test names.</summary>
static class Sample
{
    public static readonly string Directory = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../../SampleApp/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0"));

    public static Task<FunctionApp> StartAsync(params string[] functions) => FunctionApp.StartAsync(Options(functions));

    public static FunctionAppOptions Options(params string[] functions) => new()
    {
        Name = "sample",
        Directory = Directory,
        Settings = Others(functions).ToDictionary(name => $"AzureWebJobs.{name}.Disabled", _ => "true"),
    };

    public static FunctionAppOptions With(this FunctionAppOptions options, string setting, string value) =>
        options with { Settings = new Dictionary<string, string>(options.Settings) { [setting] = value } };

    public static HttpClient Client(this FunctionApp app) => new() { BaseAddress = app.Address };

    /// <summary>Polls until it holds; the test fails after 20 s.</summary>
    public static async Task Until(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
        }
    }

    static IEnumerable<string> Others(string[] functions)
    {
        using var metadata = JsonDocument.Parse(File.ReadAllText(Path.Combine(Directory, "functions.metadata")));
        return [.. metadata.RootElement.EnumerateArray().Select(function => function.GetProperty("name").GetString()!).Except(functions)];
    }
}
