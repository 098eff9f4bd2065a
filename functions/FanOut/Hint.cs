using System.Text;
using Messaging.Contracts.Queue;

namespace Messaging.FanOut;

/// <summary>One line for one user's inbox: the conversation changed, was left, or is open to the user by invitation, or the user's own cursor moved.</summary>
public sealed record Hint(ConversationShare Conversation, string User, bool Removed = false, bool Invited = false, CursorMove? Cursor = null)
{
    /// <summary>No less than its JSON takes: escaping triples UTF-8 at worst.</summary>
    int Bytes => 64 + 3 * (Encoding.UTF8.GetByteCount(User) + Encoding.UTF8.GetByteCount(Conversation.ConversationId));

    /// <summary>Cuts the hints of one tenant into queue messages.</summary>
    public static IEnumerable<IReadOnlyList<Hint>> Pack(IEnumerable<Hint> hints, int users, int bytes)
    {
        var (pack, size) = (new List<Hint>(), 0);
        foreach (var hint in hints)
        {
            if (pack.Count == users || (pack.Count > 0 && size + hint.Bytes > bytes))
            {
                yield return pack;
                (pack, size) = ([], 0);
            }
            pack.Add(hint);
            size += hint.Bytes;
        }
        if (pack.Count > 0) yield return pack;
    }

    public static InboxTouched ToFact(string tenant, IReadOnlyList<Hint> hints) => new()
    {
        Tenant = tenant,
        Touches =
        [
            .. from hint in hints
               where hint.Cursor is null
               group hint.User by (hint.Conversation.ConversationId, hint.Removed, hint.Invited) into touch
               select new Touch(touch.Key.ConversationId, [.. touch], touch.Key.Removed, touch.Key.Invited ? true : null),
        ],
        Cursors = [.. hints.Select(hint => hint.Cursor).OfType<CursorMove>()],
    };
}
