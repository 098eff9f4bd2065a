using System.Text.RegularExpressions;
using Messaging.Identity;

namespace Messaging.Conformance.Identity;

public sealed partial class When_the_list_of_operations_is_read
{
    [Fact]
    public async Task Every_address_in_it_is_known()
    {
        await using var issuer = await Issuer.StartAsync(new() { Port = 0 });
        using var http = new HttpClient();
        var calls = File.ReadLines(Readme()).Select(line => Call().Match(line)).Where(call => call.Success).ToList();

        Assert.NotEmpty(calls);
        foreach (var call in calls)
        {
            using var request = new HttpRequestMessage(new(call.Groups[1].Value), issuer.Authority + call.Groups[2].Value);
            using var answer = await http.SendAsync(request);
            Assert.InRange((int)answer.StatusCode, 200, 401);
        }
    }

    static string Readme()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Messaging.Functions.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "infra/Identity/README.md");
    }

    [GeneratedRegex("^\\| (GET|POST) (/[^ ]*)")]
    private static partial Regex Call();
}
