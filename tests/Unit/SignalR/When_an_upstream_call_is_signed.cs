using Messaging.SignalR.Upstream;

namespace Messaging.Unit.SignalR;

public sealed class When_an_upstream_call_is_signed
{
    // RFC 4231, test case 2.
    const string Jefe = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    [Fact]
    public void One_key_gives_one_signature() =>
        Assert.Equal(Jefe, UpstreamSignature.Of("what do ya want for nothing?", ["Jefe"]));

    [Fact]
    public void Two_keys_give_two_with_a_comma_between() =>
        Assert.Equal($"{Jefe},{Jefe}", UpstreamSignature.Of("what do ya want for nothing?", ["Jefe", "Jefe"]));
}
