using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Messaging.EndToEnd.World;

static class FreePorts
{
    /// <summary>Below the range from which the operating system takes ports for outgoing connections.</summary>
    const int First = 20000, Last = 30000, Span = 20;

    /// <summary>Kept until this process ends: no other run takes a range before its world has started, or while it is down.</summary>
    static readonly ConcurrentBag<FileStream> Claims = [];

    /// <summary>A port that is free together with the 19 after it.</summary>
    public static int Base()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var start = Random.Shared.Next(First / Span, Last / Span) * Span;
            if (TryClaim(start) && Enumerable.Range(start, Span).All(IsFree)) return start;
        }

        throw new InvalidOperationException("No free range of ports.");
    }

    static bool TryClaim(int start)
    {
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"messaging-ports-{Environment.UserName}"));
            Claims.Add(new(Path.Combine(folder.FullName, $"{start}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
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
