using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Messaging.SampleApp;

/// <summary>Without ASP.NET Core.</summary>
public sealed class PlainHttpFunctions
{
    [Function("PlainEcho")]
    public async Task<HttpResponseData> PlainEcho(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "plain/{id:int}")] HttpRequestData request, int id)
    {
        var response = request.CreateResponse(HttpStatusCode.Created);
        response.Headers.Add("x-was", $"{request.Method} {request.Url.PathAndQuery} {id} {request.Query["q"]} {request.Headers.GetValues("x-a").Single()}");
        response.Cookies.Append("taste", "sweet");
        await request.Body.CopyToAsync(response.Body);
        return response;
    }

    [Function("PlainThrow")]
    public HttpResponseData PlainThrow([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
        throw new InvalidOperationException("as asked");

    [Function("PlainObject")]
    public object PlainObject([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => new { Number = 7 };
}
