namespace Messaging.Contracts.Client;

/// <summary>What a message says: a text, or structured content, or attachments; in a message with structured content the text is what
/// clients show who do not know its media type.</summary>
public interface IMessageContent
{
    /// <summary>At most <see cref="Limits.TextBytes"/> bytes of UTF-8.</summary>
    string? Text { get; }

    /// <summary>One of <see cref="TextFormats"/>, default <c>plain</c>.</summary>
    string? Format { get; }

    /// <summary>At most <see cref="Limits.ContentBytes"/> bytes of UTF-8; opaque to the platform.</summary>
    string? Content { get; }

    /// <summary>The media type of <see cref="Content"/>, required with it.</summary>
    string? ContentType { get; }

    /// <summary>At most <see cref="Limits.Attachments"/>.</summary>
    IReadOnlyList<Attachment>? Attachments { get; }

    /// <summary>At most <see cref="Limits.Mentions"/> members, or <c>*</c> alone.</summary>
    IReadOnlyList<string>? Mentions { get; }
}
