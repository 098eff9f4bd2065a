using System.Net.Http.Json;

namespace Messaging.EndToEnd.Chaos;

/// <summary>One request that a user makes, and what is known of it: one command, or several messages.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="User">Who.</param>
/// <param name="Ids">The client message ids of its commands in their order, the same at each try.</param>
/// <param name="Method">Of the request.</param>
/// <param name="Path">Below the address of the apps.</param>
/// <param name="Body">Null for none.</param>
sealed record Doing(string Conversation, string User, IReadOnlyList<string> Ids, HttpMethod Method, string Path, object? Body = null)
{
    /// <summary>When the message that it sends goes away by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Answered 202: from then on each command must have a fate.</summary>
    public bool Accepted { get; set; }

    /// <summary>A try that had no answer, or a 5xx, may have been taken all the same.</summary>
    public bool MayHaveBeenTaken { get; set; }

    /// <summary>What a message or an edit says.</summary>
    public static string TextOf(string user, string id) => $"{user} says {id}";

    public HttpRequestMessage Request() => new(Method, new Uri(Path, UriKind.Relative))
    {
        Headers = { { "Idempotency-Key", Ids[0] } },
        Content = Body is null ? null : JsonContent.Create(Body),
    };
}
