using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>How often a user may speak, ask and call. A user within the limits notices nothing of them.</summary>
public sealed class RateLimits(IOptions<PresenceOptions> options) : IDisposable
{
    const string Title = "You do this too often; Retry-After says when it is taken again.";

    /// <summary>Users that cost as much as one call: a watch or a query of 500 takes eleven tokens.</summary>
    const int UsersPerToken = 50;

    readonly UserLimit _statuses = new(options.Value.StatusBurst, options.Value.StatusEvery);
    readonly UserLimit _queries = new(options.Value.CallBurst, options.Value.CallEvery);
    readonly UserLimit _calls = new(options.Value.CallBurst, options.Value.CallEvery);

    /// <summary>429 with Retry-After, or null.</summary>
    public IActionResult? RefuseStatus(Caller caller, HttpRequest request) => _statuses.Refuse(caller, request, Title);

    public IActionResult? RefuseQuery(Caller caller, HttpRequest request, int users) => _queries.Refuse(caller, request, Title, Tokens(users));

    /// <summary>Whether the hub method may be called now.</summary>
    public bool MayCall(Connection device, int users = 0) => _calls.Allows(device.SignalRUser, Tokens(users));

    public void Dispose()
    {
        _statuses.Dispose();
        _queries.Dispose();
        _calls.Dispose();
    }

    static int Tokens(int users) => 1 + users / UsersPerToken;
}
