using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.SampleApp;

public sealed class HttpFunctions
{
    [Function("Hello")]
    public IActionResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult($"Hello {request.Query["name"]}");

    [Function("Item")]
    public IActionResult Item(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}/{part?}")] HttpRequest request, int id, string? part) =>
        new OkObjectResult(new { id, part, host = request.Host.Value, scheme = request.Scheme });

    [Function("Echo")]
    public async Task Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", "put", Route = "echo")] HttpRequest request)
    {
        request.HttpContext.Response.ContentType = request.ContentType;
        await request.Body.CopyToAsync(request.HttpContext.Response.Body);
    }

    [Function("Stream")]
    public async Task Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stream/{count:int}")] HttpRequest request, int count)
    {
        var response = request.HttpContext.Response;
        for (var i = 0; i < count; i++)
        {
            await response.WriteAsync($"line {i}\n");
            await response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    [Function("Throw")]
    public IActionResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("as asked");

    [Function("Slow")]
    public async Task<IActionResult> Slow(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow/{milliseconds:int}")] HttpRequest request, int milliseconds)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
        return new OkObjectResult("done");
    }

    [Function("Crash")]
    public void Crash([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) => Process.GetCurrentProcess().Kill();

    [Function("ProcessId")]
    public IActionResult ProcessId([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult($"{Environment.ProcessId}");

    [Function("Guarded")]
    public IActionResult Guarded([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => new OkResult();

    [Function("Administer")]
    public IActionResult Administer([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => new OkResult();

    [Function("Send")]
    public SentToQueue Send([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) =>
        new(TypedResults.Accepted("somewhere"), ["one", "two"]);
}

public sealed record SentToQueue(
    [property: HttpResult] Accepted Answer,
    [property: ServiceBusOutput("seen")] string[] Messages);
