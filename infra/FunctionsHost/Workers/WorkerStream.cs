using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Workers;

/// <summary>
/// The one bidirectional call of a worker. Everything to be sent goes through a queue with one writer, since a
/// stream takes one write at a time; answers find their callers by request id or invocation id.
/// </summary>
sealed class WorkerStream(string workerId, WorkerLog log)
{
    static readonly WriteOptions MoreToCome = new(WriteFlags.BufferHint);
    static readonly WriteOptions Flush = new();

    readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> requests = new();
    readonly ConcurrentDictionary<string, Running> invocations = new();
    readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    sealed record Running(string Function, TaskCompletionSource<InvocationResponse> Response);

    public string WorkerId => workerId;

    public Task Connected => connected.Task;

    public Task Closed => closed.Task;

    public async Task<StreamingMessage> RequestAsync(StreamingMessage request, CancellationToken ct)
    {
        request.RequestId = Guid.NewGuid().ToString("N");
        var reply = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        requests[request.RequestId] = reply;
        try
        {
            Send(request);
            FailIfClosed(reply);
            return await reply.Task.WaitAsync(ct);
        }
        finally
        {
            requests.TryRemove(request.RequestId, out _);
        }
    }

    /// <exception cref="WorkerLostException">The worker went before it answered.</exception>
    public async Task<InvocationResponse> InvokeAsync(string function, InvocationRequest request, CancellationToken ct)
    {
        var running = new Running(function, new(TaskCreationOptions.RunContinuationsAsynchronously));
        invocations[request.InvocationId] = running;
        try
        {
            Send(new() { RequestId = request.InvocationId, InvocationRequest = request });
            FailIfClosed(running.Response);
            return await running.Response.Task.WaitAsync(ct);
        }
        finally
        {
            invocations.TryRemove(request.InvocationId, out _);
        }
    }

    public void Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> reader, IServerStreamWriter<StreamingMessage> writer, CancellationToken ct)
    {
        connected.TrySetResult();
        var writing = WriteAsync(writer, ct);
        try
        {
            while (await reader.MoveNext(ct))
            {
                Handle(reader.Current);
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or RpcException)
        {
            log.StreamBroken(workerId, broken.Message);
        }
        finally
        {
            Close();
            await writing;
        }
    }

    async Task WriteAsync(IServerStreamWriter<StreamingMessage> writer, CancellationToken ct)
    {
        try
        {
            while (await outgoing.Reader.WaitToReadAsync(ct))
            {
                while (outgoing.Reader.TryRead(out var message))
                {
                    writer.WriteOptions = outgoing.Reader.TryPeek(out _) ? MoreToCome : Flush;
                    await writer.WriteAsync(message, ct);
                }
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or InvalidOperationException or RpcException)
        {
            log.StreamBroken(workerId, broken.Message);
        }
    }

    void Handle(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (invocations.TryGetValue(message.InvocationResponse.InvocationId, out var running))
                {
                    running.Response.TrySetResult(message.InvocationResponse);
                }

                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                log.Write(message.RpcLog, invocations.GetValueOrDefault(message.RpcLog.InvocationId)?.Function);
                break;
            default:
                if (requests.TryGetValue(message.RequestId, out var reply))
                {
                    reply.TrySetResult(message);
                }

                break;
        }
    }

    /// <summary>Nothing else completes what a dead worker owed.</summary>
    public void Close()
    {
        closed.TrySetResult();
        outgoing.Writer.TryComplete();
        var lost = new WorkerLostException($"Worker {workerId} ended before it answered.");
        foreach (var request in requests.Values)
        {
            request.TrySetException(lost);
        }

        foreach (var running in invocations.Values)
        {
            running.Response.TrySetException(lost);
        }
    }

    /// <summary>Covers the moment between registering and <see cref="Close"/>, which then has not seen the entry.</summary>
    void FailIfClosed<T>(TaskCompletionSource<T> waiting)
    {
        if (closed.Task.IsCompleted)
        {
            waiting.TrySetException(new WorkerLostException($"Worker {workerId} has ended."));
        }
    }
}
