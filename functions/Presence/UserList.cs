using Messaging.Contracts;
using Messaging.Plumbing;

namespace Messaging.Presence;

static class UserList
{
    public static bool IsWithinLimits(IReadOnlyCollection<string> users) => users.Count is > 0 and <= Limits.PresenceUsers && users.All(Ids.IsValid);
}
