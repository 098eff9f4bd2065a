using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>What a message says, put into an entry and taken out of it.</summary>
static class Contents
{
    public static bool IsEmpty(this IMessageContent content) =>
        string.IsNullOrEmpty(content.Text) && string.IsNullOrEmpty(content.Content) && content.Attachments is not { Count: > 0 };

    public static Entry With(this Entry entry, IMessageContent content) => entry with
    {
        Text = content.Text,
        Format = content.Format,
        Content = content.Content,
        ContentType = content.ContentType,
        Attachments = content.Attachments,
        Mentions = content.Mentions,
    };

    public static IEnumerable<Mark> MentionMarks(this Entry entry, long seq) =>
        (entry.Mentions ?? []).Distinct().Select(user => new Mark(Keys.Mention(user, seq), entry.Sender, entry.Time, entry.Seq));
}
