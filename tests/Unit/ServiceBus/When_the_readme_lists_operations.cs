using System.Runtime.CompilerServices;
using Messaging.ServiceBus.Amqp;

namespace Messaging.Unit.ServiceBus;

public sealed class When_the_readme_lists_operations
{
    [Fact]
    public void It_names_every_one_that_the_management_node_knows()
    {
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../infra/ServiceBus/README.md"));
        Assert.All(ManagementNode.Operations.Keys, operation => Assert.Contains($"`{operation}`", readme, StringComparison.Ordinal));
    }

    static string Here([CallerFilePath] string file = "") => file;
}
