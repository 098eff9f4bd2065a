using Messaging.Identity;

namespace Messaging.Unit.Identity;

public sealed class When_a_user_is_looked_up
{
    [Theory]
    [InlineData("load-17")]
    [InlineData("x-0")]
    public void A_numbered_one_is_made_up(string id) => Assert.Equal(new DemoUser(id, id, "demo"), DemoUser.Numbered(id));

    [Fact]
    public void One_may_be_of_another_tenant() => Assert.Equal(new DemoUser("load-17", "load-17", "other"), DemoUser.Numbered("load-17@other"));

    [Theory]
    [InlineData("load-17@")]
    [InlineData("load-17@a|b")]
    [InlineData("mallory")]
    [InlineData("load-")]
    [InlineData("-17")]
    [InlineData("load-17x")]
    [InlineData("Load-17")]
    [InlineData("a|b-1")]
    public void Another_is_not(string id) => Assert.Null(DemoUser.Numbered(id));
}
