namespace Messaging.FunctionsHost.Workers;

/// <summary>The worker's process or stream ended while it owed an answer.</summary>
sealed class WorkerLostException(string message) : InvalidOperationException(message);
