using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Invocations;

/// <summary>Sends what a function returned. An exception fails the invocation.</summary>
interface IOutputBinding
{
    /// <summary><c>$return</c> for the return value, else the property's name.</summary>
    string Name { get; }

    Task SendAsync(TypedData value, CancellationToken ct);
}
