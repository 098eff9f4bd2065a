using System.Net;
using System.Net.Sockets;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_the_world_starts_and_stops
{
    [Fact]
    public async Task Ctrl_C_leaves_no_process_and_the_data_is_there_at_the_next_start()
    {
        await using var world = await new RunningWorld().StartAsync();
        var users = await Some.UsersAsync(world, 2);
        using User alice = users[0], bob = users[1];
        var conversation = await alice.CreateAsync(bob);
        await alice.SayAsync(conversation, "hello");
        await bob.HasAsync(conversation, 2);
        var workers = await world.WorkersAsync();

        await world.Run.InterruptAsync();

        Assert.Equal(0, await world.Run.ExitAsync());
        Assert.DoesNotContain(workers, Signals.IsAlive);
        Assert.DoesNotContain("the next one starts", world.Run.Output);

        await world.StartAsync();
        Assert.Equal("hello", (await bob.HasAsync(conversation, 2))[1].Text);
    }

    [Fact]
    public async Task Ctrl_C_while_it_starts_is_no_error()
    {
        await using var world = new RunningWorld();
        world.Begin();
        await Eventually.TrueAsync(async () => (await Signals.ChildrenAsync(world.Run.Id)).Count == 5, "the workers of the apps start");

        await world.Run.InterruptAsync();

        var code = await world.Run.ExitAsync();
        Assert.True(code == 0, $"{code}: {world.Run.Output}");
        Assert.DoesNotContain("rror", world.Run.Output);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_its_part()
    {
        var port = FreePorts.Base();
        using var taken = new TcpListener(IPAddress.Loopback, port + 4);
        taken.Start();

        await using var run = RunProcess.Start(["--port-base", $"{port}"], new Dictionary<string, string>());

        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains($"Tables cannot listen on port {port + 4}", run.Output);
    }

    [Fact]
    public async Task Data_that_another_world_uses_is_refused_and_left_alone()
    {
        var data = Directory.CreateTempSubdirectory("messaging-");
        using (new FileStream(Path.Combine(data.FullName, ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            await using var run = RunProcess.Start(["--port-base", $"{FreePorts.Base()}", "--data", data.FullName, "--fresh"], new Dictionary<string, string>());

            Assert.Equal(1, await run.ExitAsync());
            Assert.Contains($"{data.FullName} is used by another world", run.Output);
        }

        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Fresh_forgets_and_a_second_world_runs_beside_the_first()
    {
        await using var first = await new RunningWorld().StartAsync();
        await using var second = await new RunningWorld(["--fresh"]).StartAsync();
        var users = await Some.UsersAsync(second, 2);
        using User alice = users[0], bob = users[1];
        var conversation = await alice.CreateAsync(bob);
        await second.Run.InterruptAsync();
        Assert.Equal(0, await second.Run.ExitAsync());
        Assert.Equal("ready", (await first.HealthAsync())!.Status);

        await second.StartAsync();

        using var again = (await User.SignInAsync(second, [alice.Id]))[0];
        Assert.DoesNotContain(await again.ConversationsAsync(), one => one.ConversationId == conversation);
    }
}
