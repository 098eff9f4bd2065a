using Messaging.SignalR;

namespace Messaging.Unit.SignalR;

public sealed class When_an_audience_is_checked
{
    [Theory]
    [InlineData("http://localhost/api/hubs/chat/:send", true)]
    [InlineData("http://127.0.0.1:8888/api/hubs/chat/:send", true)]
    [InlineData("http://service/api/hubs/chat/:send?api-version=2022-06-01", true)]
    [InlineData("http://service/api/hubs/CHAT/%3Asend/", true)]
    [InlineData("http://elsewhere/api/hubs/chat/:send", false)]
    [InlineData("http://service/api/hubs/chat", false)]
    [InlineData("http://service/", false)]
    public void Host_and_path_decide_for_a_call(string audience, bool accepted) =>
        Assert.Equal(accepted, Audience.IsRestCall(new Uri(audience), "service", "/api/hubs/chat/:send"));

    [Theory]
    [InlineData("http://service/client/?hub=chat", true)]
    [InlineData("http://service:8888/client?hub=Chat", true)]
    [InlineData("http://service/client/?hub=chats", false)]
    [InlineData("http://service/client/", false)]
    [InlineData("http://service/api/?hub=chat", false)]
    public void The_hub_decides_for_a_client(string audience, bool accepted) =>
        Assert.Equal(accepted, Audience.IsClientOf(new Uri(audience), "service", "chat"));
}
