namespace Messaging.FunctionsHost.Invocations;

/// <summary>Tells the Service Bus SDK to give the message back.</summary>
sealed class FunctionFailedException(string function, string failure) : Exception($"{function}: {failure}");
