namespace Messaging.Sync;

/// <summary>What in a user's inbox is not as the conversations say.</summary>
/// <param name="Missing">The user is a member, and no hint says so.</param>
/// <param name="Left">The user is no member, and a hint says otherwise.</param>
/// <param name="Cursors">Cursors that do not lie in their log, or before the user's own last message, and where they belong.</param>
public sealed record InboxFaults(IReadOnlyList<string> Missing, IReadOnlyList<string> Left, IReadOnlyDictionary<string, Cursor> Cursors)
{
    public bool None => Missing.Count + Left.Count + Cursors.Count == 0;
}
