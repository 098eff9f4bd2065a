using Messaging.SignalR;

namespace Messaging.Unit.SignalR;

public sealed class When_an_upstream_template_is_matched
{
    [Theory]
    [InlineData("*", "*", "*", true)]
    [InlineData("chat", "connections", "connected", true)]
    [InlineData("other,chat", "messages, connections", "connected,disconnected", true)]
    [InlineData("CHAT", "*", "Connected", true)]
    [InlineData("chats", "*", "*", false)]
    [InlineData("*", "messages", "*", false)]
    [InlineData("*", "*", "disconnected", false)]
    public void Every_pattern_must_hold_the_name(string hubs, string categories, string events, bool matches) =>
        Assert.Equal(matches, new UpstreamTemplate("http://app/", hubs, categories, events).Matches("chat", "connections", "connected"));

    [Fact]
    public void Its_url_is_filled_in_and_escaped() => Assert.Equal(
        "http://app/chat/messages/say%20it?code=1",
        new UpstreamTemplate("http://app/{hub}/{category}/{event}?code=1").Url("chat", "messages", "say it").AbsoluteUri);

    [Fact]
    public void It_can_be_written_on_a_command_line() => Assert.Equal(
        new UpstreamTemplate("http://app/", "chat", "messages", "typing,view"),
        UpstreamTemplate.Parse("http://app/ hubs=chat categories=messages events=typing,view"));

    [Theory]
    [InlineData("")]
    [InlineData("app")]
    [InlineData("http://app/ hub=chat")]
    public void What_is_no_template_is_refused(string text) => Assert.Throws<FormatException>(() => UpstreamTemplate.Parse(text));
}
