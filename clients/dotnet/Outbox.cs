using System.Collections.Immutable;
using System.Text.Json;
using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>What the user has sent and not yet seen in the log, in order. One request is in flight at a time and the next follows its acceptance: that is what
/// keeps a device's messages in order. A message keeps its id over retries and restarts, so that it takes effect once.</summary>
public sealed class Outbox
{
    readonly Func<OutboxItem, Task> send;
    readonly MessagingClientOptions options;
    readonly Turns turns;
    readonly Action changed;
    readonly Action<Exception> fault;
    readonly Dictionary<string, TaskCompletionSource<string>> promised = [];
    ImmutableList<OutboxItem> items = [];
    bool isOpen, isSending;

    /// <summary>A <see cref="RefusedException"/> that is not passing from <paramref name="send"/> ends the tries.</summary>
    internal Outbox(Func<OutboxItem, Task> send, MessagingClientOptions options, Turns turns, Action changed, Action<Exception> fault) =>
        (this.send, this.options, this.turns, this.changed, this.fault) = (send, options, turns, changed, fault);

    /// <summary>As it is now.</summary>
    public IReadOnlyList<OutboxItem> Items => items;

    string Key => $"outbox/{options.User}";

    /// <summary>Sends a failed message once more, as a new one: a refused command keeps its fate for ever. Completes as
    /// <see cref="Conversation.SendAsync(NewMessage, CancellationToken)"/>; an <see cref="InvalidOperationException"/> says that it is not there.</summary>
    public Task<string> RetryAsync(string clientMessageId) => turns.RunAsync(() =>
    {
        var item = Find(clientMessageId) ?? throw new InvalidOperationException($"{clientMessageId} is not in the outbox.");
        var accepted = AddAsync(item.ConversationId, item.Message with { ClientMessageId = null });
        Forget(clientMessageId);
        return accepted;
    });

    /// <summary>Forgets a message. If its request is on the way already, it may still take effect.</summary>
    public Task DiscardAsync(string clientMessageId) => turns.RunAsync(() =>
    {
        Forget(clientMessageId);
        if (promised.Remove(clientMessageId, out var promise)) promise.TrySetCanceled();
        return Task.CompletedTask;
    });

    /// <summary>Takes what was left, keeps everything from now on, and begins to send.</summary>
    internal void Open()
    {
        var left = options.Storage.Load(Key) is { } json ? JsonSerializer.Deserialize(json, OutboxJson.Default.IReadOnlyListOutboxItem)! : [];
        items = [.. left.Select(item => item.State == OutboxState.Sending ? item with { State = OutboxState.Waiting } : item)];
        isOpen = true;
        changed();
        turns.Go(FlushAsync);
    }

    /// <summary>Sends nothing more; what waits stays in the storage, from where the next opening takes it.</summary>
    internal void Close()
    {
        (isOpen, items) = (false, []);
        foreach (var promise in promised.Values) promise.TrySetCanceled(turns.Stopping);
        promised.Clear();
    }

    /// <summary>Completes when the server has accepted it. What can't be stored is refused; an id that is here already is not added twice.</summary>
    internal Task<string> AddAsync(string conversationId, NewMessage message)
    {
        if (!isOpen) throw new InvalidOperationException("The client is not started.");
        var id = message.ClientMessageId ?? options.NewId();
        if (Find(id) is { State: not OutboxState.Failed } known) return known.State == OutboxState.Sent ? Task.FromResult(id) : Promised(id);
        var item = new OutboxItem
        {
            ConversationId = conversationId,
            ClientMessageId = id,
            Message = message with { ClientMessageId = id },
            State = OutboxState.Waiting,
            Time = options.TimeProvider.GetUtcNow(),
        };
        var next = items.RemoveAll(one => one.ClientMessageId == id).Add(item);
        Save(next);
        items = next;
        var accepted = Promised(id);
        changed();
        if (!isSending) turns.Go(FlushAsync);
        return accepted;
    }

    /// <summary>The message is in the log.</summary>
    internal void Confirm(string clientMessageId)
    {
        Forget(clientMessageId);
        Accepted(clientMessageId);
    }

    internal void Fail(string clientMessageId, string reason, RefusedException? refusal = null)
    {
        if (Find(clientMessageId) is not { } item) return;
        Replace(item, item with { State = OutboxState.Failed, Reason = reason });
        if (promised.Remove(clientMessageId, out var promise)) promise.TrySetException(refusal ?? new(reason, reason));
    }

    async Task FlushAsync()
    {
        isSending = true;
        try
        {
            for (var failures = 0; items.Find(item => item.State == OutboxState.Waiting) is { } next;)
            {
                var failure = await TryAsync(next);
                failures = failure is null ? 0 : failures + 1;
                if (failure is not null) await turns.DelayAsync(Backoff.Next(options.Random, failures - 1, failure));
            }
        }
        finally
        {
            isSending = false;
        }
    }

    /// <summary>The fault if another try may help.</summary>
    async Task<Exception?> TryAsync(OutboxItem item)
    {
        Mark(item, OutboxState.Sending);
        try
        {
            await send(item);
        }
        catch (RefusedException refusal) when (!Backoff.IsPassing(refusal))
        {
            Fail(item.ClientMessageId, refusal.Message, refusal);
            return null;
        }
        catch (Exception failure) when (!turns.Stopping.IsCancellationRequested)
        {
            Mark(item, OutboxState.Waiting);
            return failure;
        }
        turns.Stopping.ThrowIfCancellationRequested();
        Mark(item, OutboxState.Sent);
        Accepted(item.ClientMessageId);
        return null;
    }

    /// <summary>Its entry or its refusal can be there before the answer that accepts it.</summary>
    void Mark(OutboxItem item, OutboxState state)
    {
        if (Find(item.ClientMessageId) is { State: not OutboxState.Failed } now) Replace(now, now with { State = state });
    }

    Task<string> Promised(string clientMessageId)
    {
        if (!promised.TryGetValue(clientMessageId, out var promise))
            promised[clientMessageId] = promise = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return promise.Task;
    }

    void Accepted(string clientMessageId)
    {
        if (promised.Remove(clientMessageId, out var promise)) promise.TrySetResult(clientMessageId);
    }

    OutboxItem? Find(string clientMessageId) => items.Find(item => item.ClientMessageId == clientMessageId);

    void Forget(string clientMessageId) => Keep(items.RemoveAll(item => item.ClientMessageId == clientMessageId));

    void Replace(OutboxItem item, OutboxItem by) => Keep(items.Replace(item, by));

    /// <summary>What is stored may be behind: at worst a message is sent again under its id.</summary>
    void Keep(ImmutableList<OutboxItem> next)
    {
        if (next == items) return;
        items = next;
        try
        {
            Save(items);
        }
        catch (Exception unstored)
        {
            fault(unstored);
        }
        changed();
    }

    void Save(ImmutableList<OutboxItem> next) => options.Storage.Save(Key, JsonSerializer.Serialize(next, OutboxJson.Default.IReadOnlyListOutboxItem));
}
