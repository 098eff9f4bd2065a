using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Conformance.SignalR;

sealed record UpstreamPost(string Path, Dictionary<string, string> Headers, string ContentType, byte[] Body)
{
    public string Event => Headers["X-ASRS-Event"];

    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>An app that takes upstream calls: keeps them in order and answers as the test says.</summary>
sealed class UpstreamSink(WebApplication app) : IAsyncDisposable
{
    readonly Channel<UpstreamPost> posts = Channel.CreateUnbounded<UpstreamPost>();

    public Func<UpstreamPost, Task<IResult>> Answer { get; set; } = _ => Task.FromResult(Results.Ok());

    public string Url => app.Urls.First();

    public static async Task<UpstreamSink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var sink = new UpstreamSink(app);
        app.Run(async context => await (await sink.TakeAsync(context.Request)).ExecuteAsync(context));
        await app.StartAsync();
        return sink;
    }

    public Task<UpstreamPost> NextAsync() => posts.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var post = new UpstreamPost(
            request.Path, request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()), request.ContentType!, body.ToArray());
        posts.Writer.TryWrite(post);
        return await Answer(post);
    }
}
