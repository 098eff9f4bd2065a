using System.Xml.Linq;
using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Weather;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Messaging.ServiceBus.Administration;

/// <summary>The reading part of the administration's REST interface: exists, get, list and runtime figures.</summary>
sealed class AdministrationEndpoint : IAsyncDisposable
{
    const string Media = "application/atom+xml;type=entry;charset=utf-8";

    readonly WebApplication app;
    readonly EventLoop loop;
    readonly EntityReader reader;
    readonly SharedAccessKey key;
    readonly Func<bool> tryCharge;

    AdministrationEndpoint(BrokerOptions options, EventLoop loop, EntityReader reader, SharedAccessKey key, Func<bool> tryCharge)
    {
        (this.loop, this.reader, this.key, this.tryCharge) = (loop, reader, key, tryCharge);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{options.Host}:{options.AdministrationPort}");
        app = builder.Build();
        app.MapFallback("{**path}", AnswerAsync);
    }

    public int Port { get; private set; }

    /// <param name="tryCharge">Charges for a request, on the broker's loop; false if the throttle has no credit left.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<AdministrationEndpoint> StartAsync(
        BrokerOptions options, EventLoop loop, EntityReader reader, SharedAccessKey key, Func<bool> tryCharge)
    {
        var endpoint = new AdministrationEndpoint(options, loop, reader, key, tryCharge);
        await endpoint.app.StartAsync().ConfigureAwait(false);
        var addresses = endpoint.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        endpoint.Port = new Uri(addresses.Addresses.First()).Port;
        return endpoint;
    }

    async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/');
        if (key.Check(context.Request.Headers.Authorization.ToString(), path) is { } reason)
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, reason).ConfigureAwait(false);
        else if (!HttpMethods.IsGet(context.Request.Method))
            await RefuseAsync(context, StatusCodes.Status501NotImplemented, "Entities are declared in the config file; changing them is not implemented.").ConfigureAwait(false);
        else if (!await loop.InvokeAsync(tryCharge).ConfigureAwait(false))
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, Throttle.Busy.Description).ConfigureAwait(false);
        else if (await loop.InvokeAsync(() => reader.Read(path, Number(context, "$skip", 0), Number(context, "$top", 100))).ConfigureAwait(false) is { } found)
            await WriteAsync(context, found).ConfigureAwait(false);
        else
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"The messaging entity '{path}' could not be found.").ConfigureAwait(false);
    }

    static int Number(HttpContext context, string name, int otherwise) =>
        int.TryParse(context.Request.Query[name], out var value) && value >= 0 ? value : otherwise;

    static Task RefuseAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new XElement("Error", new XElement("Code", status), new XElement("Detail", detail)));
    }

    static Task WriteAsync(HttpContext context, XElement body)
    {
        context.Response.ContentType = Media;
        return context.Response.WriteAsync(body.ToString(SaveOptions.DisableFormatting), context.RequestAborted);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
