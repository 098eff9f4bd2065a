using Messaging.Contracts.Client;

namespace Messaging.FanOut;

/// <summary>Who is in, who is out and who was invited or is no longer after some entries of one conversation, as far as these tell.</summary>
public sealed record MembershipChanges(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Invited, IReadOnlyList<string> Uninvited)
{
    public static MembershipChanges Of(IReadOnlyList<Entry> inRisingSeq)
    {
        var isIn = new Dictionary<string, bool>();
        var isInvited = new Dictionary<string, bool>();
        foreach (var entry in inRisingSeq)
            foreach (var user in entry.Members ?? [])
                if (entry.Kind is EntryKinds.ConversationCreated or EntryKinds.MembersAdded) isIn[user] = true;
                else if (entry.Kind is EntryKinds.MembersRemoved) isIn[user] = false;
                else if (entry.Kind is EntryKinds.MembersInvited) isInvited[user] = true;
                else if (entry.Kind is EntryKinds.MembersUninvited) isInvited[user] = false;
        return new([.. isIn.Keys.Where(user => isIn[user])], [.. isIn.Keys.Where(user => !isIn[user])], [.. isInvited.Keys.Where(user => isInvited[user])], [.. isInvited.Keys.Where(user => !isInvited[user])]);
    }
}
