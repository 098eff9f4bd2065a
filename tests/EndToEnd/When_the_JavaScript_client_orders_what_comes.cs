using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_the_JavaScript_client_orders_what_comes
{
    /// <summary>The library's own tests, in <c>clients/js/test</c>.</summary>
    [Fact]
    public Task Its_log_outbox_list_and_receipts_keep_their_promises() => NodeTests.PassAsync("clients", "js");
}
