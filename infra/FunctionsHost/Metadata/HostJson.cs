using System.Globalization;

namespace Messaging.FunctionsHost.Metadata;

/// <summary>host.json; a setting <c>AzureFunctionsJobHost__a__b</c> replaces its value <c>a.b</c>.</summary>
sealed record HostJson
{
    /// <summary>Infinite when host.json says -1. The default is the one of dedicated and premium plans.</summary>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public HttpOptions Http { get; init; } = new();

    public ServiceBusOptions ServiceBus { get; init; } = new();

    public static HostJson Load(string directory, AppSettings settings)
    {
        var file = Path.Combine(directory, "host.json");
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"{directory} is no function app's build output: it holds no host.json.", file);
        }

        return Read(new ConfigurationBuilder()
            .AddJsonFile(file)
            .AddInMemoryCollection(settings.Section("AzureFunctionsJobHost").AsEnumerable(makePathsRelative: true))
            .Build());
    }

    static HostJson Read(IConfiguration json) => new()
    {
        FunctionTimeout = json["functionTimeout"] switch
        {
            null => TimeSpan.FromMinutes(30),
            "-1" => Timeout.InfiniteTimeSpan,
            var text => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
        },
        Http = json.GetSection("extensions:http").Get<HttpOptions>() ?? new(),
        ServiceBus = (json.GetSection("extensions:serviceBus").Get<ServiceBusOptions>() ?? new()).Check(),
    };
}
