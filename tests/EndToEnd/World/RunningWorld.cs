using System.Net.Http.Json;
using Azure.Data.Tables;

namespace Messaging.EndToEnd.World;

/// <summary>A whole local world on free ports with data of its own, which stays the same over restarts.</summary>
sealed class RunningWorld : IAsyncDisposable
{
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("messaging-");
    readonly string[] arguments;
    readonly Dictionary<string, string> environment;
    RunProcess? run;

    public RunningWorld(string[]? arguments = null, Dictionary<string, string>? environment = null)
    {
        PortBase = FreePorts.Base();
        this.arguments = ["--port-base", $"{PortBase}", "--data", data.FullName, .. arguments ?? []];
        this.environment = environment ?? [];
    }

    public int PortBase { get; }

    public Uri Address => new($"http://127.0.0.1:{PortBase}");

    /// <summary>Connection string of the broker.</summary>
    public string ServiceBus =>
        $"Endpoint=sb://127.0.0.1:{PortBase + 1};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";

    /// <summary>Connection string of the table service, with the key that every development account has.</summary>
    public string TablesConnection =>
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"TableEndpoint=http://127.0.0.1:{PortBase + 4}/devstoreaccount1";

    public TableServiceClient Tables => new(TablesConnection);

    public Uri Authority => new($"http://127.0.0.1:{PortBase + 5}");

    public RunProcess Run => run ?? throw new InvalidOperationException("Not started.");

    /// <summary>Returns when <c>/health</c> says that every part is ready.</summary>
    public async Task<RunningWorld> StartAsync()
    {
        Begin();
        await ReadyAsync();
        return this;
    }

    public void Begin() => run = RunProcess.Start(arguments, environment);

    public Task ReadyAsync() => Eventually.TrueAsync(async () =>
    {
        Assert.False(Run.HasExited, Run.Output);
        return await HealthAsync() is { Status: "ready" };
    }, "every part is ready");

    /// <summary>Null if nobody answers, or not to the end.</summary>
    public async Task<Health?> HealthAsync()
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, "/health"));
            return await answer.Content.ReadFromJsonAsync<Health>();
        }
        catch (Exception away) when (Unreachable.Is(away))
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<int>> WorkersAsync(string? app = null) =>
        [.. (await Eventually.SomeAsync(HealthAsync, "the world says how it is")).Parts.Where(part => app is null || part.Name == app).SelectMany(part => part.Processes)];

    public async ValueTask DisposeAsync()
    {
        if (run is not null) await run.DisposeAsync();
        http.Dispose();
        data.Delete(recursive: true);
    }
}

sealed record Health(string Status, IReadOnlyList<PartHealth> Parts);

sealed record PartHealth(string Name, string Address, string State, IReadOnlyList<int> Processes);
