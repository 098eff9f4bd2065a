using System.Net;
using System.Net.Sockets;

namespace Messaging.Run;

/// <summary>Which part listens where, counted from one port.</summary>
public sealed record Ports(int FrontDoor)
{
    /// <summary>Ports that one world may take, from the first on.</summary>
    public const int Span = 20;

    public int ServiceBus => FrontDoor + 1;
    public int Administration => FrontDoor + 2;
    public int SignalR => FrontDoor + 3;
    public int Tables => FrontDoor + 4;
    public int Identity => FrontDoor + 5;
    public int Dashboard => FrontDoor + 6;
    public int Otlp => FrontDoor + 7;

    public int App(int position) => FrontDoor + 11 + position;

    /// <summary>Asked before anything starts, so that a taken port has a name and no part is half up.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public void EnsureFree()
    {
        foreach (var (part, port) in All())
        {
            EnsureFree(part, port);
        }
    }

    IEnumerable<(string Part, int Port)> All() =>
    [
        ("Front door", FrontDoor),
        ("Service Bus", ServiceBus),
        ("Service Bus administration", Administration),
        ("SignalR", SignalR),
        ("Tables", Tables),
        ("Identity", Identity),
        ("Dashboard", Dashboard),
        ("Dashboard's OTLP", Otlp),
        .. Apps.InPathOrder.Select((app, position) => (app, App(position))),
    ];

    static void EnsureFree(string part, int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
        }
        catch (SocketException)
        {
            throw new IOException($"{part} cannot listen on port {port}: it is taken. Stop what listens there, or give another --port-base.");
        }
    }
}
