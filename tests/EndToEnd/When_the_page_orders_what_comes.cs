using System.Diagnostics;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_the_page_orders_what_comes
{
    /// <summary>The tests of the page's own modules, in <c>clients/web/test</c>.</summary>
    [Fact]
    public async Task Its_log_outbox_and_list_keep_their_promises()
    {
        var start = new ProcessStartInfo("node", ["--test"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "clients", "web"),
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.True(node.ExitCode == 0, output);
        Assert.Contains("# fail 0", output);
        Assert.DoesNotContain("# pass 0", output);
    }
}
