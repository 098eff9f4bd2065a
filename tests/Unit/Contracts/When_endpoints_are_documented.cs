using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Unit.Contracts;

public sealed partial class When_endpoints_are_documented
{
    static readonly Assembly[] Apps =
    [
        typeof(Messaging.Send.SendOptions).Assembly, typeof(Messaging.Route.RouteOptions).Assembly, typeof(Messaging.FanOut.FanOutOptions).Assembly,
        typeof(Messaging.Presence.PresenceOptions).Assembly, typeof(Messaging.Sync.SyncOptions).Assembly,
    ];

    static readonly string[] Verbs = ["get", "post", "put", "patch", "delete"];

    [Fact]
    public void Every_HTTP_function_of_the_apps_is_an_operation_and_every_operation_a_function()
    {
        var documented = from path in ApiDocument.Open("openapi.yaml").Under("paths")
                         from operation in ApiDocument.Children(path.Value)
                         where Verbs.Contains(operation.Key)
                         select $"{operation.Key} {path.Key} {ApiDocument.Text(operation.Value["operationId"])}";

        Assert.Equal(HttpFunctions().Order(), documented.Order());
    }

    [Fact]
    public void Every_queue_function_is_an_operation_on_its_channel()
    {
        var documented = ApiDocument.Open("asyncapi.yaml").Under("operations").Where(operation => ApiDocument.Text(operation.Value["action"]) == "receive")
            .Select(operation => $"{ApiDocument.LastPart(operation.Value["channel"]["$ref"])} {operation.Key}");
        var functions = Functions<ServiceBusTriggerAttribute>().Select(function => $"{function.Trigger.QueueName} {function.Name}");

        Assert.Equal(functions.Order(), documented.Order());
    }

    /// <summary>What SignalR calls is the service's contract, not ours.</summary>
    static IEnumerable<string> HttpFunctions() =>
        from function in Functions<HttpTriggerAttribute>()
        let route = RouteConstraint().Replace(function.Trigger.Route!, "")
        where !route.StartsWith("upstream/")
        from method in function.Trigger.Methods!
        select $"{method} /{route} {function.Name}";

    static IEnumerable<(string Name, T Trigger)> Functions<T>() where T : Attribute =>
        from app in Apps
        from type in app.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<T>()
        where trigger is not null
        select (function.Name, trigger);

    [GeneratedRegex(@":[^}]+")]
    private static partial Regex RouteConstraint();
}
