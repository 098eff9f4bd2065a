using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Messaging.Contracts;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed partial class When_the_README_is_followed(SharedWorld shared)
{
    [Fact]
    public async Task Its_curl_lines_and_those_of_the_pages_that_go_on_from_it_do_what_they_say()
    {
        var answers = await PasteAsync(Script("README.md") + Script("docs/api-sending.md") + Script("docs/api-conversations.md"));

        var page = JsonSerializer.Deserialize(answers.First(answer => answer.StartsWith("{\"conversationId\"", StringComparison.Ordinal) && answer.Contains("\"entries\"")), ContractsJson.Wire.EntryPage)!;
        Assert.Equal([1, 2, 3, 4], page.Entries.Select(entry => entry.Seq));
        Assert.Equal(["Hello", "Pizza?", "At noon"], page.Entries.Skip(1).Select(entry => entry.Text));
        var list = JsonSerializer.Deserialize(answers.First(answer => answer.Contains("\"conversations\"")), ContractsJson.Wire.ConversationList)!;
        Assert.Equal(3, list.Conversations.Single(one => one.ConversationId == page.ConversationId).Unread);
        Assert.Single(answers, answer => answer.Contains("\"token\""));
        Assert.Single(answers, answer => answer.Contains("\"accessToken\""));
        Assert.DoesNotContain(answers, answer => answer.StartsWith("{\"type\"", StringComparison.Ordinal));

        Assert.Equal(3, answers.Count(answer => answer == """{"complete":true}"""));
        Assert.Contains(answers, answer => answer.Contains("\"clientMessageId\":\"erase-erin") && answer.Contains("\"state\":\"appended\""));
        Assert.Single(answers, answer => answer.Contains("\"invitations\":[{"));
        Assert.Single(answers, answer => answer.Contains("\"reactions\":[{\"user\":\"bob\""));
        Assert.Equal(2, answers.Count(answer => answer.Contains("\"users\":[{\"user\":") && answer.Contains("\"by\":\"alice\"")));
    }

    /// <summary>The block of a page, for this world's ports.</summary>
    string Script(string page) => CurlBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, page))).Groups[1].Value
        .Replace("http://127.0.0.1:7100", shared.World.Address.GetLeftPart(UriPartial.Authority))
        .Replace("http://127.0.0.1:7105", shared.World.Authority.GetLeftPart(UriPartial.Authority));

    /// <summary>What each line answered.</summary>
    static async Task<IReadOnlyList<string>> PasteAsync(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await bash.StandardInput.WriteAsync(script.Replace("\ncurl", "\necho; curl"));
        bash.StandardInput.Close();
        var output = await bash.StandardOutput.ReadToEndAsync();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CurlBlock();
}
