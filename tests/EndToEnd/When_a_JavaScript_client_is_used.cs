using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_JavaScript_client_is_used(SharedWorld shared)
{
    /// <summary>In <c>clients/js/world</c>: connections that are cut, processes that are killed, answers that get lost, and the examples of its docs.</summary>
    [Fact]
    public Task Nothing_is_lost_doubled_or_reordered_and_its_examples_run() => NodeTests.PassAsync(shared.World, "clients/js", "world");
}
