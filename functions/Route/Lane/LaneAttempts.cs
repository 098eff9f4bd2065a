using Messaging.Contracts.Queue;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Route.Lane;

/// <summary>Closing a session does not raise a message's delivery count, so a command that kills its worker would come back for ever.
/// Therefore each attempt is written into the session's state before it is made. The first death leaves a mark on everything that ran
/// in the process; from then on each of these runs alone, so that only the guilty one is marked again.</summary>
public sealed partial class LaneAttempts(CommandRouter router, Quarantine quarantine, IOptions<RouteOptions> options, ILogger<LaneAttempts> log)
{
    /// <summary>For a message that is not the first of its hold.</summary>
    public Task<IReadOnlyList<Command>> RouteUncountedAsync(IReadOnlyList<Command> commands, CancellationToken ct) =>
        quarantine.AmongOthersAsync(() => router.RouteAsync(commands, ct), ct);

    /// <summary>Routes the commands and returns those that are beyond processing.</summary>
    public async Task<IReadOnlyList<Command>> RouteAsync(
        long sequenceNumber, IReadOnlyList<Command> commands, ServiceBusSessionMessageActions session, CancellationToken ct)
    {
        List<Command> poison = [];
        var state = await ReadAsync(session, sequenceNumber, commands.Count, ct);
        while (state.Lo < commands.Count)
        {
            if (state.IsDeadly(commands.Count, options.Value.Attempts))
            {
                state = await NarrowAsync(state, commands, ct);
                continue;
            }
            var attempt = () => TryAsync(state, commands, session, ct);
            poison.AddRange(state.IsSuspect(commands.Count) ? await quarantine.AloneAsync(attempt, ct) : await quarantine.AmongOthersAsync(attempt, ct));
            state = state.Next(commands.Count);
        }
        return [.. state.Deadly.Select(at => commands[at]), .. poison];
    }

    static async Task<LaneState> ReadAsync(ServiceBusSessionMessageActions session, long sequenceNumber, int commands, CancellationToken ct) =>
        LaneState.From(await session.GetSessionStateAsync(ct)) is { } state && state.SequenceNumber == sequenceNumber
            ? state : LaneState.Of(sequenceNumber, commands);

    async Task<LaneState> NarrowAsync(LaneState state, IReadOnlyList<Command> commands, CancellationToken ct)
    {
        Died(state.SequenceNumber, state.Attempts, state.Lo, state.Hi);
        if (state.Count > 1) return state.Halved();

        await router.RefuseAsync(commands[state.Lo], ct);
        return state.WithoutDeadly(commands.Count);
    }

    async Task<IReadOnlyList<Command>> TryAsync(
        LaneState state, IReadOnlyList<Command> commands, ServiceBusSessionMessageActions session, CancellationToken ct)
    {
        await session.SetSessionStateAsync(state.Begun().ToJson(), ct);
        try
        {
            return await router.RouteAsync([.. commands.Skip(state.Lo).Take(state.Count)], ct);
        }
        catch
        {
            await session.SetSessionStateAsync(state.Ended().ToJson(), CancellationToken.None);
            throw;
        }
    }
}
