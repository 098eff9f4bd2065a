namespace Messaging.SignalR.Clients;

/// <summary>A client's call of a method, with the frame that it came in for the upstream.</summary>
/// <param name="InvocationId">Null when the client waits for no answer.</param>
/// <param name="Frame">The whole message without record separator or length prefix.</param>
/// <param name="WantsStream">The client expects a stream of results, which the app sends through the REST API.</param>
/// <param name="BringsStream">The client wants to send a stream itself, which Serverless mode doesn't have.</param>
sealed record ClientInvocation(string Target, string? InvocationId, byte[] Frame, bool WantsStream, bool BringsStream);
