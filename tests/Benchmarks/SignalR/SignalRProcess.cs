using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Benchmarks.SignalR;

/// <summary>The service as its users start it, and an app's calls to it.</summary>
sealed class SignalRProcess : IAsyncDisposable
{
    const string Hub = "bench";
    const string Audience = "http://127.0.0.1";

    static readonly JsonWebTokenHandler Handler = new();

    readonly HttpClient http = new();
    readonly Process process;
    readonly string accessKey;

    SignalRProcess(Process process, string connectionString)
    {
        this.process = process;
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part[1]);
        accessKey = parts["AccessKey"];
        Address = $"127.0.0.1:{parts["Port"]}";
    }

    public string Address { get; }

    public TimeSpan ProcessorTime => Refreshed.TotalProcessorTime;

    /// <summary>Resident bytes.</summary>
    public long Memory => Refreshed.WorkingSet64;

    Process Refreshed
    {
        get
        {
            process.Refresh();
            return process;
        }
    }

    public static async Task<SignalRProcess> StartAsync()
    {
        var service = typeof(Messaging.SignalR.SignalRServer).Assembly.Location;
        var process = Process.Start(new ProcessStartInfo("dotnet", [service, "--port", "0"]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("Endpoint=", StringComparison.Ordinal)) return new SignalRProcess(process, line);
        throw new InvalidOperationException("The service ended before it was ready.");
    }

    public Uri ClientUrl(string user) =>
        new($"ws://{Address}/client/?hub={Hub}&access_token={Sign($"{Audience}/client/?hub={Hub}", user)}");

    public Task JoinAsync(string user, string group) => CallAsync(HttpMethod.Put, $"/api/hubs/{Hub}/users/{user}/groups/{group}", null);

    public Task SendAsync(string group, string text) =>
        CallAsync(HttpMethod.Post, $"/api/hubs/{Hub}/groups/{group}/:send", JsonContent.Create(new { target = "greet", arguments = new[] { text } }));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    async Task CallAsync(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, $"http://{Address}{path}?api-version=2022-06-01") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Sign(Audience + path, user: null));
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    string Sign(string audience, string? user) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        Audience = audience,
        Claims = user is null ? null : new Dictionary<string, object> { ["nameid"] = user },
        SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(accessKey)), SecurityAlgorithms.HmacSha256),
    });
}
