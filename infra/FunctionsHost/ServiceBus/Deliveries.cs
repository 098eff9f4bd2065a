using System.Collections.Concurrent;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>
/// Messages and sessions that functions of the app are handling now: what settlement calls may refer to.
/// The calls name a session by its id alone, so of two queues' sessions with one id the latest answers, as in the official host.
/// </summary>
sealed class Deliveries
{
    readonly ConcurrentDictionary<string, IMessageActions> messages = new();
    readonly ConcurrentDictionary<string, ISessionActions> sessions = new();

    public void Add(string lockToken, IMessageActions actions) => messages[lockToken] = actions;

    public void Remove(string lockToken) => messages.TryRemove(lockToken, out _);

    public void AddSession(string sessionId, ISessionActions actions) => sessions[sessionId] = actions;

    public void RemoveSession(string sessionId, ISessionActions actions) => sessions.TryRemove(KeyValuePair.Create(sessionId, actions));

    public IMessageActions? Message(string lockToken) => messages.GetValueOrDefault(lockToken);

    public ISessionActions? Session(string sessionId) => sessions.GetValueOrDefault(sessionId);
}
