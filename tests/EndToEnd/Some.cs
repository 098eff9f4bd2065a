using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

static class Some
{
    /// <summary>Users that nobody else in this run is.</summary>
    public static Task<User[]> UsersAsync(RunningWorld world, int count)
    {
        var name = $"u{Guid.NewGuid():N}"[..20];
        return User.SignInAsync(world, [.. Enumerable.Range(1, count).Select(number => $"{name}-{number}")]);
    }
}
