using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Route.Log;

/// <summary>What became of a command, now or when it was first tried.</summary>
/// <param name="Command">The command.</param>
/// <param name="Entry">What it appended, if anything.</param>
/// <param name="Json">The entry as it goes to clients.</param>
/// <param name="Refusal">One of the rejection reasons, if it was refused.</param>
public sealed record Outcome(Command Command, Entry? Entry = null, byte[]? Json = null, string? Refusal = null);
