using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_the_page_orders_what_comes
{
    /// <summary>The tests of the page's own modules, in <c>clients/web/test</c>.</summary>
    [Fact]
    public Task Its_log_outbox_and_list_keep_their_promises() => NodeTests.PassAsync("clients", "web");
}
