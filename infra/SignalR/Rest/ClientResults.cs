using System.Buffers;
using System.Text;
using MessagePack;
using Messaging.SignalR.Clients;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.SignalR.Rest;

/// <summary>Calls a client's method and answers with what it returns.</summary>
sealed class ClientResults(HubLifetimeManager<ServerlessHub> lifetime, TimeProvider time)
{
    /// <summary>How long a client may take; the service's own limit isn't published.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public void Map(IEndpointRouteBuilder hub) => hub.MapPost("/connections/{connectionId}/:invoke", InvokeAsync);

    async Task<IResult> InvokeAsync(HubCall call)
    {
        var (message, problem) = await MessageBody.ReadAsync(call.Http.Request);
        if (message is null) return RestError.Invalid(problem!, "payload");
        if (call.Hub.Find(call.ConnectionId) is not { } client) return RestError.NoConnection(call.ConnectionId, level: "Error");

        using var patience = new CancellationTokenSource(Patience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, call.Http.RequestAborted);
        try
        {
            var result = await lifetime.InvokeConnectionAsync<RawResult>(client.Id, message.Target, [message.Arguments], over.Token);
            return Results.Text($$"""{"result":{{Json(result.RawSerializedData, client.Protocol.Name)}}}""", RequestBody.Json);
        }
        catch (HubException refused)
        {
            return RestError.Of(StatusCodes.Status400BadRequest, "Error.Connection.InvocationFailed", refused.Message);
        }
        catch (OperationCanceledException)
        {
            return RestError.Of(
                StatusCodes.Status408RequestTimeout, "Error.Connection.InvocationTimeout", "The client hasn't answered in time.");
        }
        catch (IOException)
        {
            return RestError.NoConnection(call.ConnectionId, level: "Error");
        }
    }

    static string Json(ReadOnlySequence<byte> result, string protocol) => protocol == OutboundFrame.MessagePackProtocolName
        ? MessagePackSerializer.ConvertToJson(result)
        : Encoding.UTF8.GetString(result);
}
