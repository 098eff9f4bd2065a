using System.Net.Http.Headers;
using System.Text;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Send.Messages;

/// <summary>What a message's content must be; null when it is.</summary>
static class ContentRules
{
    public static Fault? Fault(IMessageContent content, string prefix)
    {
        var isText = content.Content is null && content.Attachments is not { Count: > 0 };
        return (content.Text is not null || isText ? Rules.Text($"{prefix}text", content.Text) : null)
            ?? (content.Format is { } format ? Rules.OneOf($"{prefix}format", format, TextFormats.Plain, TextFormats.Markdown) : null)
            ?? Structured(content, prefix)
            ?? Each(content.Attachments, $"{prefix}attachments", Limits.Attachments, Attachment)
            ?? Each(content.Mentions, $"{prefix}mentions", Limits.Mentions, Rules.Id);
    }

    public static Fault? Reaction(string reaction) =>
        reaction.Length is 0 or > Limits.ReactionCharacters || reaction.Any(char.IsControl) || reaction.Any(char.IsWhiteSpace)
            ? new("reaction", $"It has 1 to {Limits.ReactionCharacters} characters, without white space.") : null;

    static Fault? Structured(IMessageContent content, string prefix) => content switch
    {
        { Content: null, ContentType: null } => null,
        { Content: null or "" } => new($"{prefix}content", "It is required with a contentType."),
        { ContentType: null } => new($"{prefix}contentType", "It is required with content."),
        _ when Encoding.UTF8.GetByteCount(content.Content) > Limits.ContentBytes =>
            new($"{prefix}content", $"It may have at most {Limits.ContentBytes} bytes of UTF-8."),
        _ when content.Content.Any(Rules.IsForbiddenInText) => new($"{prefix}content", "It may not hold control characters other than line breaks and tabs."),
        _ => MediaType($"{prefix}contentType", content.ContentType),
    };

    static Fault? Attachment(string field, Attachment? attachment) => attachment switch
    {
        null => new(field, "It is required."),
        { Url: not { Length: > 0 and <= Limits.UrlCharacters } } => new($"{field}.url", $"It has 1 to {Limits.UrlCharacters} characters."),
        _ when !Ascii.IsValid(attachment.Url) || !Uri.TryCreate(attachment.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps =>
            new($"{field}.url", "It is an absolute https address in ASCII."),
        { Bytes: < 0 } => new($"{field}.bytes", "It is 0 or more."),
        _ => Rules.Title($"{field}.name", attachment.Name)
            ?? (attachment.ContentType is { } type ? MediaType($"{field}.contentType", type) : null),
    };

    static Fault? MediaType(string field, string type) =>
        type.Length <= Limits.ContentTypeCharacters && MediaTypeHeaderValue.TryParse(type, out _) ? null : new(field, "It is a media type, such as application/json.");

    static Fault? Each<T>(IReadOnlyList<T>? items, string field, int most, Func<string, T, Fault?> fault) => items is null ? null
        : Rules.Count(field, items.Count, 0, most) ?? items.Select((item, i) => fault($"{field}[{i}]", item)).FirstOrDefault(found => found is not null);
}
