using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Messaging.EndToEnd.World;

/// <summary>A port that passes everything on, until it is cut.</summary>
sealed class CuttableLine : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<TcpClient, bool> ends = new();
    Uri? target;

    public CuttableLine()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The same address by way of this line.</summary>
    public string Through(string url)
    {
        target = new(url);
        return new UriBuilder(target) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri.AbsoluteUri;
    }

    /// <summary>Whatever goes through it is lost. Answers how many ends there were.</summary>
    public int Cut()
    {
        var all = ends.Keys.ToList();
        foreach (var end in all) Close(end);
        return all.Count;
    }

    public void Dispose()
    {
        listener.Stop();
        Cut();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException) { }
    }

    async Task PassAsync(TcpClient near)
    {
        var far = new TcpClient();
        ends[near] = ends[far] = true;
        try
        {
            await far.ConnectAsync(target!.Host, target.Port);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception lost) when (lost is IOException or SocketException or ObjectDisposedException or InvalidOperationException) { }
        Close(near);
        Close(far);
    }

    /// <summary>Without a farewell.</summary>
    void Close(TcpClient end)
    {
        if (ends.TryRemove(end, out _)) end.Client?.Close(0);
    }
}
