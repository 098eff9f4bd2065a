using Messaging.Contracts;

namespace Messaging.Presence;

static class UserList
{
    public static bool IsWithinLimits(IReadOnlyCollection<string> users) =>
        users.Count is > 0 and <= Limits.PresenceUsers && users.All(user => user.Length is > 0 and <= Limits.IdCharacters);
}
