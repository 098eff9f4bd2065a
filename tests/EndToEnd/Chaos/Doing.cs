using System.Net.Http.Json;

namespace Messaging.EndToEnd.Chaos;

/// <summary>One command that a user gives, and what is known of it.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="User">Who.</param>
/// <param name="Id">Its client message id, the same at each try.</param>
/// <param name="Method">Of the request.</param>
/// <param name="Path">Below the conversation.</param>
/// <param name="Body">Null for none.</param>
sealed record Doing(string Conversation, string User, string Id, HttpMethod Method, string Path, object? Body = null)
{
    /// <summary>Answered 202: from then on it must have a fate.</summary>
    public bool Accepted { get; set; }

    /// <summary>A try that had no answer, or a 5xx, may have been taken all the same.</summary>
    public bool MayHaveBeenTaken { get; set; }

    public HttpRequestMessage Request() => new(Method, new Uri($"conversations/{Conversation}/{Path}", UriKind.Relative))
    {
        Headers = { { "Idempotency-Key", Id } },
        Content = Body is null ? null : JsonContent.Create(Body),
    };
}
