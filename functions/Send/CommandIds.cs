using Microsoft.AspNetCore.Http;

namespace Messaging.Send;

/// <summary>A command's id makes its retry safe, for ever: from the body, the query or the header <c>Idempotency-Key</c>, whichever is there.</summary>
static class CommandIds
{
    public static string? CommandId(this HttpRequest request, string? inBody = null) =>
        inBody ?? (string?)request.Query["clientMessageId"] ?? request.Headers["Idempotency-Key"];
}
