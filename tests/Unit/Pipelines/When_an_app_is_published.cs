namespace Messaging.Unit.Pipelines;

/// <summary>publish.sh with a compiler that writes the files that a test wants. The true packages are built and checked by .ci/run.</summary>
public sealed class When_an_app_is_published : IDisposable
{
    static readonly string[] Complete =
        ["host.json", "functions.metadata", "worker.config.json", "Messaging.Presence.dll", "Messaging.Plumbing.dll", "Messaging.Contracts.dll", ".azurefunctions/extension.dll"];

    readonly Script script = new();

    string Zip => Path.Combine(script.Folder, "out", "Presence.zip");

    [Fact]
    public async Task It_is_compiled_ahead_for_Linux_with_the_official_packages()
    {
        Assert.Equal(0, await PublishAsync(Complete));

        var call = Assert.Single(script.Calls);
        Assert.StartsWith("dotnet publish functions/Presence --configuration Release --runtime linux-x64 --no-self-contained", call);
        Assert.Contains("-p:OfficialExtensions=true -p:PublishReadyToRun=true", call);
    }

    [Fact]
    public async Task The_package_holds_the_hosts_own_files_too()
    {
        Assert.Equal(0, await PublishAsync(Complete));

        using var package = System.IO.Compression.ZipFile.OpenRead(Zip);
        Assert.Equal(Complete.Order(), package.Entries.Where(it => !it.FullName.EndsWith('/')).Select(it => it.FullName).Order());
    }

    [Theory]
    [InlineData("host.json")]
    [InlineData("functions.metadata")]
    [InlineData("worker.config.json")]
    [InlineData("Messaging.Contracts.dll")]
    public async Task It_is_refused_when_something_is_missing(string file)
    {
        Assert.Equal(1, await PublishAsync([.. Complete.Except([file])]));
        Assert.Contains($"lacks {file}", script.Errors);
        Assert.False(File.Exists(Zip));
    }

    [Theory]
    [InlineData("Messaging.Send.dll")]
    [InlineData("Messaging.WorkerExtensions.dll")]
    [InlineData("Messaging.Presence.pdb")]
    [InlineData("local.settings.json")]
    public async Task It_is_refused_when_something_is_too_much(string file)
    {
        Assert.Equal(1, await PublishAsync([.. Complete, file]));
        Assert.False(File.Exists(Zip));
    }

    [Fact]
    public async Task An_unknown_app_is_not_built()
    {
        Assert.Equal(2, await script.RunAsync("publish.sh", "Contracts", Zip));
        Assert.Empty(script.Calls);
    }

    Task<int> PublishAsync(string[] files)
    {
        // The folder is the last argument.
        script.StandIn("dotnet", "mkdir -p \"${@: -1}/.azurefunctions\"\n" + string.Concat(files.Select(file => $"echo x > \"${{@: -1}}/{file}\"\n")));
        return script.RunAsync("publish.sh", "Presence", Zip);
    }

    public void Dispose() => script.Dispose();
}
