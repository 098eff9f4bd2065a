using System.Net;

namespace Messaging.Client;

/// <summary>What the server understood and did not grant. The message is a sentence for people and names the field at fault.</summary>
public sealed class RefusedException(string type, string title, HttpStatusCode? status = null, string? field = null, TimeSpan? retryAfter = null)
    : Exception(field is null ? title : $"{title} ({field})")
{
    /// <summary>Of HTTP; null if the command had been accepted and was refused afterwards.</summary>
    public HttpStatusCode? Status => status;

    /// <summary>A stable word such as <c>not-a-member</c>; <c>about:blank</c> if what answered gave none.</summary>
    public string Type => type;

    /// <summary>A sentence for people.</summary>
    public string Title => title;

    /// <summary>The field at fault, such as <c>messages[3].text</c>.</summary>
    public string? Field => @field;

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>Whether the same request can succeed later: the server is busy or away, or wants a newer token.</summary>
    public bool IsPassing => status is >= HttpStatusCode.InternalServerError or HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
}
