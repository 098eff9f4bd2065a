using System.Net;
using System.Net.Sockets;

namespace Messaging.EndToEnd.World;

static class FreePorts
{
    /// <summary>Below the range from which the operating system takes ports for outgoing connections.</summary>
    const int First = 20000, Last = 30000, Span = 20;

    /// <summary>A port that is free together with the 19 after it.</summary>
    public static int Base()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var start = Random.Shared.Next(First / Span, Last / Span) * Span;
            if (Enumerable.Range(start, Span).All(IsFree)) return start;
        }

        throw new InvalidOperationException("No free range of ports.");
    }

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
