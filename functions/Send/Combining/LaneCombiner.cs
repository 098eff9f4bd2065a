using System.Collections.Concurrent;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Send.Combining;

/// <summary>
/// Brings commands to queue <c>route</c>. Service Bus counts queue messages, not commands: below a budget a command leaves at once,
/// above it the commands of many conversations of one lane share a queue message.
/// </summary>
public sealed partial class LaneCombiner(
    QueueSender queues, Ids ids, IOptions<SendOptions> options, TimeProvider time, ILogger<LaneCombiner> log) : IHostedService, IDisposable
{
    readonly ConcurrentDictionary<string, Lane> _lanes = new();
    readonly Budget _budget = new(options.Value.Budget, time);
    readonly CancellationTokenSource _draining = new();

    /// <summary>Returns when Service Bus has accepted all of them. If it throws, some may have been accepted: to repeat them with
    /// the same client message ids is safe.</summary>
    public Task SendAsync(IEnumerable<Command> commands, CancellationToken ct) => Task.WhenAll(
        from command in commands
        group command by Lanes.Of(command.Tenant, command.ConversationId) into lane
        select _lanes.GetOrAdd(lane.Key, Open).SendAsync(new Submission(lane), ct));

    public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Ends every pause and waits until all that callers handed in has left.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        await _draining.CancelAsync();
        await Task.WhenAll(_lanes.Values.Select(lane => lane.Idle)).WaitAsync(ct);
    }

    public void Dispose() => _draining.Dispose();

    Lane Open(string lane) => new(parcel => SendAsync(lane, parcel), _budget, options.Value, time, _draining.Token);

    async Task SendAsync(string lane, Parcel parcel)
    {
        var message = Envelope.Wrap(parcel.Body(), FactTypes.AppendCommands, source: Queues.Send, ids.New());
        message.SessionId = lane;
        try
        {
            await queues.SendAsync(Queues.Route, message, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogNotAccepted(failure, lane, parcel.Count);
            throw;
        }
    }
}
