using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>Carries out what function code asks for a message or session that it is handling.</summary>
sealed class SettlementService(Deliveries deliveries) : Settlement.SettlementBase
{
    public override Task<Empty> Complete(CompleteRequest request, ServerCallContext context) =>
        SettleAsync(request.LockToken, message => message.CompleteAsync(context.CancellationToken));

    public override Task<Empty> Abandon(AbandonRequest request, ServerCallContext context) =>
        SettleAsync(request.LockToken, message =>
            message.AbandonAsync(AmqpProperties.Decode(request.PropertiesToModify), context.CancellationToken));

    public override Task<Empty> Deadletter(DeadletterRequest request, ServerCallContext context) =>
        SettleAsync(request.LockToken, message => message.DeadLetterAsync(
            AmqpProperties.Decode(request.PropertiesToModify), request.Reason, request.ErrorDescription, context.CancellationToken));

    public override Task<Empty> Defer(DeferRequest request, ServerCallContext context) =>
        SettleAsync(request.LockToken, message =>
            message.DeferAsync(AmqpProperties.Decode(request.PropertiesToModify), context.CancellationToken));

    public override Task<Empty> RenewMessageLock(RenewMessageLockRequest request, ServerCallContext context) =>
        SettleAsync(request.LockToken, message => message.RenewLockAsync(context.CancellationToken));

    public override Task<GetSessionStateResponse> GetSessionState(GetSessionStateRequest request, ServerCallContext context) =>
        AnswerAsync(async () =>
        {
            var state = await SessionOf(request.SessionId).GetStateAsync(context.CancellationToken);
            return new GetSessionStateResponse { SessionState = state is null ? ByteString.Empty : ByteString.CopyFrom(state) };
        });

    public override Task<Empty> SetSessionState(SetSessionStateRequest request, ServerCallContext context) =>
        AnswerAsync(async () =>
        {
            await SessionOf(request.SessionId).SetStateAsync(new(request.SessionState.Memory), context.CancellationToken);
            return new Empty();
        });

    public override Task<Empty> ReleaseSession(ReleaseSessionRequest request, ServerCallContext context)
    {
        SessionOf(request.SessionId).Release();
        return Task.FromResult(new Empty());
    }

    public override Task<RenewSessionLockResponse> RenewSessionLock(RenewSessionLockRequest request, ServerCallContext context) =>
        AnswerAsync(async () =>
        {
            var session = SessionOf(request.SessionId);
            await session.RenewLockAsync(context.CancellationToken);
            return new RenewSessionLockResponse { LockedUntil = session.LockedUntil.ToTimestamp() };
        });

    Task<Empty> SettleAsync(string lockToken, Func<IMessageActions, Task> settle) => AnswerAsync(async () =>
    {
        var message = deliveries.Message(lockToken)
            ?? throw new RpcException(new(StatusCode.FailedPrecondition, $"LockToken {lockToken} not found."));
        await settle(message);
        return new Empty();
    });

    ISessionActions SessionOf(string sessionId) =>
        deliveries.Session(sessionId) ?? throw new RpcException(new(StatusCode.FailedPrecondition, $"SessionId {sessionId} not found."));

    /// <summary>Errors of Service Bus reach function code as status Unknown with their text.</summary>
    static async Task<T> AnswerAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception refused) when (refused is not RpcException)
        {
            throw new RpcException(new(StatusCode.Unknown, refused.ToString()));
        }
    }
}
