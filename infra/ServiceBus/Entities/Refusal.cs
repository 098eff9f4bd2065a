namespace Messaging.ServiceBus.Entities;

/// <summary>Why an operation is not done, in the service's own terms.</summary>
sealed record Refusal(string Condition, string Description)
{
    internal const string NotFound = "amqp:not-found";
    internal const string NotAllowed = "amqp:not-allowed";
    internal const string NotImplemented = "amqp:not-implemented";
    internal const string Unauthorized = "amqp:unauthorized-access";
    internal const string SizeExceeded = "amqp:link:message-size-exceeded";
    internal const string QuotaExceeded = "amqp:resource-limit-exceeded";
    internal const string DecodeError = "amqp:decode-error";
    internal const string Timeout = "com.microsoft:timeout";
    internal const string ServerBusy = "com.microsoft:server-busy";
    internal const string MessageNotFound = "com.microsoft:message-not-found";
    internal const string EntityAlreadyExists = "com.microsoft:entity-already-exists";
    internal const string ArgumentError = "com.microsoft:argument-error";

    internal static readonly Refusal MessageLockLost = new("com.microsoft:message-lock-lost",
        "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.");

    internal static readonly Refusal SessionLockLost = new("com.microsoft:session-lock-lost",
        "The session lock has expired on the MessageSession. Accept a new MessageSession.");

    internal static Refusal SessionCannotBeLocked(string session) => new("com.microsoft:session-cannot-be-locked",
        $"The requested session '{session}' cannot be accepted. It may be locked by another receiver.");

    internal static readonly Refusal NoSession = new(Timeout, "No session became available within the time allowed for the operation.");

    internal static readonly Refusal SessionIdMissing = new(NotAllowed,
        "The SessionId was not set on a message, and it cannot be sent to the entity. "
        + "Entities that have session support enabled can only receive messages that have the SessionId set to a valid value.");
}
