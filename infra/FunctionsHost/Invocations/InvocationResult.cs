using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Invocations;

/// <param name="Failure">Null when the function succeeded and its outputs were sent.</param>
/// <param name="WorkerLost">The worker died meanwhile, so nobody knows how far the function came.</param>
readonly record struct InvocationResult(string? Failure, TypedData? ReturnValue = null, bool WorkerLost = false)
{
    public bool Succeeded => Failure is null;
}
