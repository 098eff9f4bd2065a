using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.SampleApp;

public sealed class SignalRFunctions
{
    [Function("Negotiate")]
    public IActionResult Negotiate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "negotiate")] HttpRequest request,
        [SignalRConnectionInfoInput(HubName = "Sample", UserId = "{headers.x-user}")] SignalRConnectionInfo info) =>
        new OkObjectResult(info);

    [Function("Broadcast")]
    public MessageOut Broadcast([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "broadcast/{text}")] HttpRequest request, string text) =>
        new(TypedResults.Accepted("somewhere"), [new("said", [text])]);

    [Function("ToUser")]
    public MessageOut ToUser(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{user}/{text}")] HttpRequest request, string user, string text) =>
        new(TypedResults.Accepted("somewhere"), [new("said", [text]) { UserId = user }]);

    [Function("Join")]
    public GroupOut Join([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "groups/{group}/{user}")] HttpRequest request, string group, string user) =>
        new(TypedResults.Accepted("somewhere"), new(SignalRGroupActionType.Add) { UserId = user, GroupName = group });

    [Function("ToGroup")]
    public MessageOut ToGroup(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "groups/{group}/{text}")] HttpRequest request, string group, string text) =>
        new(TypedResults.Accepted("somewhere"), [new("said", [text]) { GroupName = group }]);

    [Function("OnConnected")]
    [SignalROutput(HubName = "Sample")]
    public SignalRMessageAction OnConnected([SignalRTrigger("Sample", "connections", "connected")] SignalRInvocationContext context) =>
        context.UserId == "unwanted"
            ? throw new InvalidOperationException("as asked")
            : new("arrived", [context.UserId, context.Query["colour"].ToString(), context.Claims.Count]);

    [Function("Add")]
    public int Add([SignalRTrigger("Sample", "messages", "add", "left", "right")] SignalRInvocationContext context, int left, int right) => left + right;
}

public sealed record MessageOut(
    [property: HttpResult] Accepted Answer,
    [property: SignalROutput(HubName = "Sample")] SignalRMessageAction[] Actions);

public sealed record GroupOut(
    [property: HttpResult] Accepted Answer,
    [property: SignalROutput(HubName = "Sample")] SignalRGroupAction Action);
