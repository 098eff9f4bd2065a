using Messaging.SignalR;

namespace Messaging.Unit.SignalR;

public sealed class When_a_name_is_checked
{
    [Theory]
    [InlineData("chat", true)]
    [InlineData("A`1,2.[3]_", true)]
    [InlineData("", false)]
    [InlineData("1st", false)]
    [InlineData("a-b", false)]
    [InlineData("chat\n", false)]
    public void A_hub_begins_with_a_letter(string name, bool accepted) => Assert.Equal(accepted, Names.IsHub(name));

    [Fact]
    public void A_hub_has_at_most_128_characters()
    {
        Assert.True(Names.IsHub(new string('h', 128)));
        Assert.False(Names.IsHub(new string('h', 129)));
    }

    [Theory]
    [InlineData("Chat", null, "chat")]
    [InlineData("Chat", "", "chat")]
    [InlineData("Chat", "App", "app_chat")]
    public void An_application_has_hubs_of_its_own(string hub, string? application, string effective) =>
        Assert.Equal(effective, Names.EffectiveHub(hub, application));
}
