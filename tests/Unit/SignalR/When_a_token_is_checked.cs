using Messaging.SignalR;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.SignalR;

public sealed class When_a_token_is_checked
{
    readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Its_user_is_known_until_its_time_is_over()
    {
        var keys = new AccessKeys(new SignalRServerOptions(), time);
        var tokens = new Tokens(keys, authority: null, time);
        var token = keys.SignClientToken("http://service/client/?hub=chat", "alice", TimeSpan.FromHours(1));

        var claims = await tokens.CheckAccessKeyAsync(token, _ => true);
        Assert.Equal("alice", ClientClaims.UserOf(new(claims!)));

        time.Advance(TimeSpan.FromHours(2));
        Assert.Null(await tokens.CheckAccessKeyAsync(token, _ => true));
    }

    [Fact]
    public async Task Another_audience_is_refused()
    {
        var keys = new AccessKeys(new SignalRServerOptions(), time);
        var token = keys.SignClientToken("http://service/client/?hub=chat", "alice", TimeSpan.FromHours(1));

        Assert.Null(await new Tokens(keys, authority: null, time).CheckAccessKeyAsync(token, _ => false));
    }

    [Fact]
    public void A_key_of_less_than_32_bytes_is_refused() =>
        Assert.Throws<ArgumentException>(() => new AccessKeys(new SignalRServerOptions { AccessKey = "short" }, time));
}
