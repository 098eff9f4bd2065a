using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Conformance.Tables;

/// <summary>Signed requests that no SDK would send.</summary>
sealed class RawRequests(string connectionString) : IDisposable
{
    readonly HttpClient http = new();

    readonly Dictionary<string, string> account = connectionString.Split(';').Select(part => part.Split('=', 2))
        .Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);

    public void Dispose() => http.Dispose();

    public async Task<(int Status, string Body, string? Code)> SendAsync(
        string method, string resource, string? body, string accept, IEnumerable<(string Name, string Value)> headers, string type = "application/json")
    {
        var uri = new Uri($"{account["TableEndpoint"]}/{resource}");
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(new HttpMethod(method), uri) { Version = HttpVersion.Version11 };
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKeyLite {account["AccountName"]}:{Signature(uri, date)}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.TryGetValues("x-ms-error-code", out var codes) ? codes.Single() : null);
    }

    string Signature(Uri uri, string date)
    {
        var comp = uri.Query.Contains("comp=", StringComparison.Ordinal) ? $"?comp={uri.Query.Split("comp=")[1]}" : "";
        return Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(account["AccountKey"]), Encoding.UTF8.GetBytes($"{date}\n/{account["AccountName"]}{uri.AbsolutePath}{comp}")));
    }
}
