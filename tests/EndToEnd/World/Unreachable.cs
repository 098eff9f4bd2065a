using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Messaging.EndToEnd.World;

/// <summary>Whether a request failed because the world was not there to answer it to its end: it starts, stops or is killed.</summary>
static class Unreachable
{
    /// <summary>A connection that is reset while it opens shows as a bare <see cref="SocketException"/>, an answer that breaks off as an
    /// <see cref="IOException"/> or, if its length was not told, a <see cref="JsonException"/>.</summary>
    public static bool Is(Exception failure) => failure is
        HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError }
        or SocketException or IOException or JsonException
        or TaskCanceledException { InnerException: TimeoutException };
}
