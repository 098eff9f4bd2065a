using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed class When_a_JavaScript_client_loses_its_connection(SharedWorld shared)
{
    /// <summary>In <c>clients/js/faults</c>: connections that are cut, processes that are killed, answers that get lost.</summary>
    [Fact]
    public Task Nothing_is_lost_doubled_or_reordered_on_its_screen() => NodeTests.PassAsync(shared.World, "clients/js", "faults");
}
