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
        var answers = await PasteAsync(Script("README.md") + string.Concat(Pages().Select(Script)));

        var page = JsonSerializer.Deserialize(answers.First(answer => answer.StartsWith("{\"conversationId\"", StringComparison.Ordinal) && answer.Contains("\"entries\"")), ContractsJson.Wire.EntryPage)!;
        Assert.Equal([1, 2, 3, 4], page.Entries.Select(entry => entry.Seq));
        Assert.Equal(["Hello", "Pizza?", "At noon"], page.Entries.Skip(1).Select(entry => entry.Text));
        var list = JsonSerializer.Deserialize(answers.First(answer => answer.Contains("\"conversations\"")), ContractsJson.Wire.ConversationList)!;
        Assert.Equal(3, list.Conversations.Single(one => one.ConversationId == page.ConversationId).Unread);
        var syncs = answers.Where(answer => answer.Contains("\"token\"")).Select(answer => JsonSerializer.Deserialize(answer, ContractsJson.Wire.SyncAnswer)!).ToList();
        Assert.Equal(2, syncs.Count);
        Assert.Equal((5, false), syncs[1].Missed.Single(one => one.ConversationId == page.ConversationId) is var missed ? (missed.Entries[0].Seq, missed.Restart) : default);
        Assert.Single(answers, answer => answer.Contains("\"accessToken\""));

        Assert.Equal(3, answers.Count(answer => answer == """{"complete":true}"""));
        Assert.Contains(answers, answer => answer.Contains("\"clientMessageId\":\"erase-erin") && answer.Contains("\"state\":\"appended\""));
        Assert.Single(answers, answer => answer.Contains("\"invitations\":[{"));
        Assert.Single(answers, answer => answer.Contains("\"reactions\":[{\"user\":\"bob\""));
        Assert.Equal(2, answers.Count(answer => answer.Contains("\"users\":[{\"user\":") && answer.Contains("\"by\":\"alice\"")));
    }

    /// <summary>Every page of the docs that has lines to paste.</summary>
    static IEnumerable<string> Pages() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Where(page => File.ReadAllText(page).Contains("\ncurl ")).Order(StringComparer.Ordinal);

    /// <summary>The blocks of a page, for this world's ports.</summary>
    string Script(string page)
    {
        var blocks = CurlBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(block => block.Groups[1].Value).ToList();
        Assert.NotEmpty(blocks);
        return string.Concat(blocks)
            .Replace("http://127.0.0.1:7100", shared.World.Address.GetLeftPart(UriPartial.Authority))
            .Replace("http://127.0.0.1:7105", shared.World.Authority.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>What each line answered; all of them with success.</summary>
    static async Task<IReadOnlyList<string>> PasteAsync(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var statuses = bash.StandardError.ReadToEndAsync();
        var lines = script.Split("\ncurl");
        await bash.StandardInput.WriteAsync(string.Join("\necho; curl --max-time 60 -w '%{stderr}%{http_code} %{url_effective}\\n'", lines));
        bash.StandardInput.Close();
        var said = (await statuses).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Length - 1, said.Length);
        Assert.All(said, status => Assert.StartsWith("2", status));
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CurlBlock();
}
