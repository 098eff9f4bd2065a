using Messaging.SignalR.Clients;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.SignalR;

public sealed class When_user_groups_are_kept : IDisposable
{
    readonly FakeTimeProvider time = new();
    readonly string folder = Directory.CreateTempSubdirectory("user-groups").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void They_come_back_with_their_expiry()
    {
        After(groups =>
        {
            groups.Join("alice", "readers", TimeSpan.FromSeconds(10));
            groups.Join("alice", "left", TimeSpan.FromSeconds(10));
            groups.Leave("alice", "left");
        });
        time.Advance(TimeSpan.FromSeconds(9));

        After(groups => Assert.Equal(["readers"], groups.Of("alice").Select(one => one.Group)));
        time.Advance(TimeSpan.FromSeconds(1));

        After(groups => Assert.Empty(groups.Of("alice")));
    }

    [Fact]
    public void Each_hub_has_its_own()
    {
        After(groups => groups.Join("alice", "readers", ttl: null));

        After(groups => Assert.False(groups.Contains("alice", "readers")), hub: "another");
    }

    void After(Action<UserGroups> act, string hub = "hub")
    {
        using var file = new UserGroupFile(folder);
        act(new UserGroups(hub, file, time));
    }
}
