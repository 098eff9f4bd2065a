using System.Collections.Immutable;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>Who is online, as far as this client was told.</summary>
public sealed class Presence
{
    readonly Api api;
    readonly Live live;
    readonly Turns turns;
    readonly Action<PresenceEvent> changed;
    readonly HashSet<string> watched = [];
    ImmutableDictionary<string, PresenceEvent> states = ImmutableDictionary<string, PresenceEvent>.Empty;

    internal Presence(Api api, Live live, Turns turns, Action<PresenceEvent> changed) =>
        (this.api, this.live, this.turns, this.changed) = (api, live, turns, changed);

    /// <summary>The last that was heard of a user; null if nothing was.</summary>
    public PresenceEvent? Of(string user) => states.GetValueOrDefault(user);

    /// <summary>From now on <see cref="MessagingClient.PresenceChanged"/> tells of every change of these users, also after a reconnect. At most
    /// <see cref="Limits.PresenceUsers"/> users together.</summary>
    /// <returns>How they are now; empty while there is no connection: then events tell it.</returns>
    public Task<IReadOnlyList<PresenceEvent>> WatchAsync(params IEnumerable<string> users) => turns.RunAsync(async () =>
    {
        var all = users.ToArray();
        watched.UnionWith(all);
        return live.IsConnected ? await AskAsync(all) : [];
    });

    /// <summary>Ends the watch of these users.</summary>
    public Task UnwatchAsync(params IEnumerable<string> users) => turns.RunAsync(async () =>
    {
        var all = users.ToArray();
        watched.ExceptWith(all);
        if (live.IsConnected) await live.AskAsync<object?>("unwatch", [all]);
    });

    /// <summary>How up to <see cref="Limits.PresenceUsers"/> users are now, without watching them.</summary>
    public Task<IReadOnlyList<PresenceEvent>> QueryAsync(IReadOnlyList<string> users, CancellationToken cancellationToken = default) => turns.RunAsync(async () =>
        See((await api.AskAsync<PresenceList>(HttpMethod.Post, "presence/query", new PresenceQuery { Users = users }, cancellationToken)).Users));

    /// <summary>What the user says of themselves, on all devices; what is absent is taken back. Refused with 429 beyond ten at once and one in three seconds.</summary>
    public Task SetStatusAsync(NewStatus status, CancellationToken cancellationToken = default) =>
        turns.RunAsync(() => api.CallAsync(HttpMethod.Put, "presence", status, cancellationToken));

    /// <summary>Available again, without a text.</summary>
    public Task ClearStatusAsync(CancellationToken cancellationToken = default) =>
        turns.RunAsync(() => api.CallAsync(HttpMethod.Delete, "presence", null, cancellationToken));

    /// <summary>Asks again for all that is watched: changes went by while there was no connection, and a watch ends after a day.</summary>
    internal async Task RenewAsync()
    {
        if (watched.Count > 0) await AskAsync([.. watched]);
    }

    /// <summary>An event that is older than what is known came late.</summary>
    internal IReadOnlyList<PresenceEvent> See(IReadOnlyList<PresenceEvent> seen)
    {
        foreach (var state in seen.Where(state => !(Of(state.User)?.At > state.At)))
        {
            states = states.SetItem(state.User, state);
            changed(state);
        }
        return seen;
    }

    async Task<IReadOnlyList<PresenceEvent>> AskAsync(string[] users) => See((await live.AskAsync<PresenceList>("watch", [users])).Users);
}
