using System.Diagnostics;

namespace Messaging.Unit.Pipelines;

/// <summary>changed.sh in a repository of its own, with one file changed.</summary>
public sealed class When_a_change_is_looked_at : IDisposable
{
    const string All = "Send Route FanOut Presence Sync";

    readonly Script script = new();

    [Theory]
    [InlineData("functions/Presence/NegotiateConnection.cs", "Presence")]
    [InlineData("functions/FanOut/FanOut.csproj", "FanOut")]
    [InlineData("functions/Contracts/Queues.cs", All)]
    [InlineData("functions/Plumbing/AppDefaults.cs", All)]
    [InlineData("functions/Directory.Build.targets", All)]
    [InlineData("Directory.Packages.props", All)]
    [InlineData("Directory.Build.props", All)]
    [InlineData("global.json", All)]
    [InlineData("host.json", All)]
    [InlineData("functions/Send/README.md", "")]
    [InlineData("functions/README.md", "")]
    [InlineData("infra/Run/Program.cs", "")]
    [InlineData("bicep/main.bicep", "")]
    [InlineData("tests/Unit/Send/When_a_command_is_sent.cs", "")]
    public async Task It_concerns_the_apps_that_are_built_from_it(string file, string apps)
    {
        Commit("docs/first", "1");
        Commit(file, "2");

        Assert.Equal(0, await script.RunAsync("changed.sh", "HEAD^"));
        Assert.Equal(apps, string.Join(' ', script.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task A_line_changed_in_two_apps_concerns_both()
    {
        Commit("functions/Send/One.cs", "1");
        Commit("functions/Sync/Two.cs", "1");
        Commit("functions/Send/One.cs", "2");
        Commit("functions/Sync/Two.cs", "2");

        Assert.Equal(0, await script.RunAsync("changed.sh", "HEAD~2"));
        Assert.Equal("Send\nSync\n", script.Output);
    }

    [Fact]
    public async Task A_base_that_is_not_known_concerns_all()
    {
        Commit("docs/first", "1");

        // What GitHub gives as the commit before a branch's first push.
        Assert.Equal(0, await script.RunAsync("changed.sh", new string('0', 40)));
        Assert.Equal(All, script.Output.Trim().Replace('\n', ' '));
    }

    public When_a_change_is_looked_at() => Git("init", "--quiet");

    void Commit(string file, string content)
    {
        script.Write(file, content);
        Git("add", file);
        Git("-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", file);
    }

    void Git(params string[] arguments)
    {
        using var git = Process.Start("git", ["-C", script.Folder, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    public void Dispose() => script.Dispose();
}
