using System.Diagnostics;
using Messaging.Contracts.Queue;
using Microsoft.Extensions.Options;

namespace Messaging.Route;

/// <summary>Plays the command that kills its worker.</summary>
public class Drill(IOptions<RouteOptions> options)
{
    readonly string _deadly = options.Value.Drill.KillOnText;

    public Task SurviveAsync(IEnumerable<Command> commands) =>
        _deadly.Length > 0 && commands.Any(command => command.Text == _deadly) ? DieAsync() : Task.CompletedTask;

    protected virtual Task DieAsync()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        return Task.CompletedTask;
    }
}
