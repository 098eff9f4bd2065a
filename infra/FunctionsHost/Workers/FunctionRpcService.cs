using Grpc.Core;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Workers;

sealed class FunctionRpcService(WorkerEndpoint workers) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken)
            || workers.Take(requestStream.Current.StartStream?.WorkerId ?? "") is not { } stream)
        {
            throw new RpcException(new(StatusCode.PermissionDenied, "The first message must be the StartStream of a worker that this host started."));
        }

        await stream.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}
