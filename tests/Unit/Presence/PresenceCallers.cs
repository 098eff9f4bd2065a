using Messaging.Plumbing.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Moq;

namespace Messaging.Unit.Presence;

static class PresenceCallers
{
    /// <summary>The header names the caller, without a token.</summary>
    public static CallerAuthentication ByName
    {
        get
        {
            var callers = new Mock<CallerAuthentication>(Options.Create(new AuthOptions { Authority = "https://issuer.example" }));
            callers.Setup(all => all.CallerOfAsync(It.IsAny<HttpRequest>())).ReturnsAsync((HttpRequest request) =>
                request.Headers.Authorization.ToString() is { Length: > 0 } user ? new Caller(PresenceWorld.Tenant, user) : null);
            return callers.Object;
        }
    }
}
