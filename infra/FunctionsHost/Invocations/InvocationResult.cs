using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Invocations;

/// <param name="Failure">Null when the function succeeded and its outputs were sent.</param>
/// <param name="Answer">What the function returned; of an HTTP function, its response where that does not travel over HTTP.</param>
/// <param name="WorkerLost">The worker died meanwhile, so nobody knows how far the function came.</param>
readonly record struct InvocationResult(string? Failure, TypedData? Answer = null, bool WorkerLost = false)
{
    public bool Succeeded => Failure is null;
}
