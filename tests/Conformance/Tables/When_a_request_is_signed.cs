using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_a_request_is_signed
{
    [Theory, Accounts]
    public async Task A_wrong_key_is_refused(string account)
    {
        var parts = Parts(await Account.ConnectionStringAsync(account));
        var wrong = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        var service = new TableServiceClient(new Uri(parts["TableEndpoint"]), new TableSharedKeyCredential(parts["AccountName"], wrong), options);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync("anything"));

        Assert.Equal(403, refused.Status);
        if (account != Account.Azurite)
            Assert.Equal("AuthenticationFailed", refused.ErrorCode);
    }

    [Theory, Accounts]
    public async Task A_full_shared_key_signature_is_accepted(string account)
    {
        var parts = Parts(await Account.ConnectionStringAsync(account));
        var uri = new Uri(parts["TableEndpoint"] + "/Tables");
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(
            Convert.FromBase64String(parts["AccountKey"]), Encoding.UTF8.GetBytes($"GET\n\n\n{date}\n/{parts["AccountName"]}{uri.AbsolutePath}"));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", "2020-12-06");
        request.Headers.Add("Accept", "application/json;odata=minimalmetadata");
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {parts["AccountName"]}:{Convert.ToBase64String(signature)}");

        using var response = await http.SendAsync(request);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory, Accounts]
    public async Task One_without_signature_is_refused(string account)
    {
        var endpoint = Parts(await Account.ConnectionStringAsync(account))["TableEndpoint"];
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(endpoint + "/Tables"));

        Assert.False(response.IsSuccessStatusCode);
        Assert.InRange((int)response.StatusCode, 400, 499);
    }

    static Dictionary<string, string> Parts(string connectionString)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        parts.TryAdd("TableEndpoint", $"https://{parts["AccountName"]}.table.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
        parts["TableEndpoint"] = parts["TableEndpoint"].TrimEnd('/');
        return parts;
    }
}
