using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Invocations;

/// <summary>Gives a function a value beside its trigger's.</summary>
interface IInputBinding
{
    string Name { get; }

    ValueTask<TypedData> GetAsync(Func<string, string?>? lookup, CancellationToken ct);
}
