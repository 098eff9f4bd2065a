using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Messaging.EndToEnd.World;

namespace Messaging.Benchmarks.Path;

/// <summary>The local world as a user starts it: one process, and the five apps' processes below it.</summary>
sealed class World : IAsyncDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2), LongestRest = TimeSpan.FromMinutes(5);

    /// <summary>Hexadecimal: the 32 MB of a server's third-level cache. A virtual machine that tells of no caches makes .NET collect garbage every few hundred
    /// kilobytes; the machines that are deployed to tell.</summary>
    const string Gen0Size = "2000000", ProcessorCaches = "/sys/devices/system/cpu/cpu0/cache";

    readonly string _data;
    readonly string[] _options;
    readonly HttpClient _http;
    readonly ConcurrentDictionary<string, string> _addresses = [];
    Process _run = null!;
    long _invocations;

    World(string data, int port, string[] options)
    {
        (_data, Port, _options) = (data, port, options);
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public int Port { get; }

    /// <summary>Connection strings, for other programs.</summary>
    public string ServiceBus => _addresses["ServiceBus"];
    public string Tables => _addresses["Tables"];
    public string SignalR => _addresses["SignalR"];

    /// <summary>Of all apps' functions, as the hosts log them at level Information; 0 at any other.</summary>
    public long Invocations => Interlocked.Read(ref _invocations);

    public static async Task<World> StartAsync(int port, string? latency, params string[] options)
    {
        var data = Directory.CreateTempSubdirectory("messaging-benchmark-").FullName;
        var world = new World(data, port, [.. options, .. latency is null ? Array.Empty<string>() : ["--latency", latency]]);
        await world.RunAsync();
        return world;
    }

    /// <summary>Everything dies at once, brokers and tables too, and starts again with the data that it had written.</summary>
    public async Task KillAsync()
    {
        _run.Kill();
        await _run.WaitForExitAsync();
        _run.Dispose();
        await RunAsync();
    }

    /// <summary>An app's worker process dies; its host starts another.</summary>
    public async Task KillAsync(string app)
    {
        using var answer = await _http.GetAsync("/health");
        var health = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var part = health.GetProperty("parts").EnumerateArray().Single(it => it.GetProperty("name").GetString() == app);
        foreach (var process in part.GetProperty("processes").EnumerateArray())
            using (var kill = Process.Start("kill", ["-KILL", $"{process.GetInt32()}"])) await kill.WaitForExitAsync();
        await ReadyAsync();
    }

    public async Task<string> TokenAsync(string user)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "password"), new("username", user)]);
        using var answer = await _http.PostAsync($"http://127.0.0.1:{Port + 5}/token", form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task<JsonElement> CallAsync(HttpMethod method, string path, string token, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The status of the answer, whatever it is.</summary>
    public async Task<HttpStatusCode> PostAsync(string path, string token, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>What the parts have counted so far: Service Bus credits, queue messages, table transactions, deliveries.</summary>
    public async Task<Counters> CountersAsync()
    {
        var health = await _http.GetFromJsonAsync<JsonElement>("/health");
        var usage = health.GetProperty("usage");
        var (queues, rows) = (ByName("queueMessages"), ByName("tableRowsWritten"));
        return new(usage.GetProperty("serviceBusCredits").GetInt64(), queues.GetValueOrDefault("route"), queues.Values.Sum(),
            usage.GetProperty("tableTransactions").GetInt64(), rows.Values.Sum(), rows.GetValueOrDefault("Inbox"),
            usage.GetProperty("signalRMessages").GetInt64(), usage.GetProperty("signalRCalls").GetInt64());

        Dictionary<string, long> ByName(string counter) => usage.GetProperty(counter).EnumerateObject().ToDictionary(it => it.Name, it => it.Value.GetInt64());
    }

    /// <summary>Until a second goes by in which no queue message was sent and no screen served: what a preparation left to do is done, and not
    /// counted to what is measured next.</summary>
    public async Task RestAsync()
    {
        var since = Stopwatch.StartNew();
        for (var (before, now) = ((-1L, -1L), (0L, 0L)); before != now;)
        {
            if (since.Elapsed > LongestRest) throw new TimeoutException("The local world does not come to rest.");
            before = now;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            var counted = await CountersAsync();
            now = (counted.Queued, counted.Calls);
        }
    }

    /// <summary>CPU time of Run and of everything below it.</summary>
    public TimeSpan Cpu() => Below(_run.Id).Append(_run.Id).Select(CpuOf).Aggregate(TimeSpan.Zero, (sum, one) => sum + one);

    public async ValueTask DisposeAsync()
    {
        using (var stop = Process.Start("kill", ["-TERM", $"{_run.Id}"])) await stop.WaitForExitAsync();
        using var patience = new CancellationTokenSource(Deadline);
        await _run.WaitForExitAsync(patience.Token);
        _run.Dispose();
        _http.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    async Task RunAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!Directory.Exists(ProcessorCaches)) start.Environment.TryAdd("DOTNET_GCgen0size", Gen0Size);
        foreach (var argument in (string[])[RunAssembly(), "--port-base", $"{Port}", "--data", _data, .. _options]) start.ArgumentList.Add(argument);
        _run = Process.Start(start)!;
        _run.OutputDataReceived += (_, line) => Said(line.Data ?? "");
        _run.ErrorDataReceived += (_, line) => { if (line.Data is { } text) Console.Error.WriteLine(text); };
        _run.BeginOutputReadLine();
        _run.BeginErrorReadLine();
        await ReadyAsync();
    }

    async Task ReadyAsync()
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Deadline && !_run.HasExited)
        {
            try
            {
                using var answer = await _http.GetAsync("/health");
                if (answer.IsSuccessStatusCode && _addresses.Count == 3) return;
            }
            catch (Exception away) when (Unreachable.Is(away)) { }
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
        throw new InvalidOperationException("The local world did not become ready.");
    }

    void Said(string line)
    {
        if (line.Contains("Succeeded in ", StringComparison.Ordinal)) Interlocked.Increment(ref _invocations);
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["ServiceBus" or "Tables" or "SignalR", var address] named) _addresses[named[0]] = address;
    }

    public static string InRepository(params string[] path) => System.IO.Path.Combine(
        [typeof(World).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(it => it.Key == "RepositoryRoot").Value!, .. path]);

    static string RunAssembly() =>
        InRepository("infra", "Run", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Messaging.Run.dll");

    static IEnumerable<int> Below(int parent)
    {
        foreach (var child in Process.GetProcesses().Select(it => it.Id).Where(it => ParentOf(it) == parent))
            foreach (var one in Below(child).Append(child)) yield return one;
    }

    // Field 4 of /proc/PID/stat, after the name in parentheses.
    static int? ParentOf(int process)
    {
        try { return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture); }
        catch (IOException) { return null; }
    }

    static TimeSpan CpuOf(int process)
    {
        try { using var it = Process.GetProcessById(process); return it.TotalProcessorTime; }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException) { return TimeSpan.Zero; }
    }
}

/// <param name="Credits">Of Service Bus Standard.</param>
/// <param name="Routed">Messages on queue <c>route</c>.</param>
/// <param name="Queued">Messages on all queues.</param>
/// <param name="TableTransactions">Requests to the table service.</param>
/// <param name="RowsWritten">Of the table service.</param>
/// <param name="InboxWritten">Of them, those of table Inbox.</param>
/// <param name="Deliveries">Billed messages of SignalR.</param>
/// <param name="Calls">Calls to SignalR's data plane.</param>
sealed record Counters(long Credits, long Routed, long Queued, long TableTransactions, long RowsWritten, long InboxWritten, long Deliveries, long Calls)
{
    public static Counters operator -(Counters later, Counters earlier) => new(
        later.Credits - earlier.Credits, later.Routed - earlier.Routed, later.Queued - earlier.Queued,
        later.TableTransactions - earlier.TableTransactions, later.RowsWritten - earlier.RowsWritten, later.InboxWritten - earlier.InboxWritten,
        later.Deliveries - earlier.Deliveries, later.Calls - earlier.Calls);
}
