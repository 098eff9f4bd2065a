using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

/// <summary>Azurite only with <c>CONFORMANCE_AZURITE=1</c>: npm fetches it, 365 MB.</summary>
public sealed class When_another_table_service_is_asked_for
{
    public static TheoryData<string> Services =>
        Environment.GetEnvironmentVariable("CONFORMANCE_AZURITE") == "1" ? ["infra", "azurite"] : ["infra"];

    [Theory, MemberData(nameof(Services))]
    public async Task The_apps_work_on_it_and_no_process_outlives_the_world(string service)
    {
        await using var world = await new RunningWorld(["--tables", service]).StartAsync();
        var users = await Some.UsersAsync(world, 2);
        using User alice = users[0], bob = users[1];
        var conversation = await alice.CreateAsync(bob);
        await alice.SayAsync(conversation, "hello");
        Assert.Equal("hello", (await bob.HasAsync(conversation, 2))[1].Text);
        var processes = await world.WorkersAsync();
        Assert.Equal(service == "azurite" ? 6 : 5, processes.Count);

        world.Run.Kill();

        await Eventually.TrueAsync(() => !processes.Any(Signals.IsAlive), "every process has ended");
    }
}
