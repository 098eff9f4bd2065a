using Messaging.Identity;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Messaging.Unit.Identity;

public sealed class When_a_token_is_written : IDisposable
{
    readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    readonly string folder = Directory.CreateTempSubdirectory("identity").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_lasts_as_long_as_the_options_say()
    {
        using var key = SigningKey.Open(null);
        var options = new IssuerOptions { TokenLifetime = TimeSpan.FromMinutes(5) };

        var token = new AccessTokens(key, options, time) { Authority = "http://issuer" }.ForUser(options.Users[0]);

        var written = new JsonWebToken(token.Value);
        Assert.Equal(time.GetUtcNow().UtcDateTime, written.IssuedAt);
        Assert.Equal(time.GetUtcNow().UtcDateTime.AddMinutes(5), written.ValidTo);
        Assert.Equal(("http://issuer", "alice", 300), (written.Issuer, written.Subject, token.Seconds));
    }

    [Fact]
    public void The_key_is_kept_for_its_owner_only()
    {
        using var first = SigningKey.Open(folder);
        using var second = SigningKey.Open(folder);

        Assert.Equal(first.Id, second.Id);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "signing-key.pem")));
    }
}
