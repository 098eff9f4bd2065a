using Messaging.Contracts.Client;

namespace Messaging.Client;

sealed partial class Engine
{
    public Task<Negotiated> NegotiateAsync(CancellationToken stopping) => Api.AskAsync<Negotiated>(HttpMethod.Post, "negotiate", null, stopping);

    public async Task CatchUpAsync(CancellationToken stopping)
    {
        var sent = Outbox.Items.Where(item => item.State == OutboxState.Sent).ToList();
        settings ??= await Api.AskAsync<ClientSettings>(HttpMethod.Get, "settings", null, stopping);
        (Typing.Shown, Typing.Repeated) = (TimeSpan.FromSeconds(settings.TypingShownSeconds), TimeSpan.FromSeconds(settings.TypingRepeatSeconds));
        await Sync.RunAsync();
        stopping.ThrowIfCancellationRequested();
        await Task.WhenAll(conversations.Values.Where(one => one.Log is not null).Select(one => one.ViewAsync()));
        await WatchAsync();
        foreach (var item in sent) await SettleAsync(item);
    }

    public void Deliver(object live)
    {
        switch (live)
        {
            case EntriesEvent entries:
                Deliver(entries);
                break;
            case TypingEvent typing when typing.User != options.User:
                Typing.Heard(typing.ConversationId, typing.User);
                break;
            case PresenceEvent presence:
                Presence.See([presence]);
                break;
            case ReceiptsEvent receipts:
                client.TellReceipts(receipts);
                Conversation(receipts.ConversationId).TellReceipts(receipts.Receipts);
                TellChanged();
                break;
            case RejectedEvent rejected:
                Outbox.Fail(rejected.ClientMessageId, rejected.Reason);
                client.TellRejected(rejected);
                break;
            case InboxEvent inbox:
                Deliver(inbox);
                break;
        }
    }

    /// <summary>These are in the log, so no longer in the outbox.</summary>
    public void Confirm(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Sender == options.User)) Outbox.Confirm(entry.ClientMessageId);
    }

    void Deliver(EntriesEvent live)
    {
        var (id, entries) = (live.ConversationId, live.Entries);
        if (entries.Count == 0) return;
        foreach (var message in entries.Where(entry => entry.Kind == EntryKinds.Message)) Typing.Wrote(id, message.Sender);
        if (!List.Follow(id, entries, live.Epoch)) Sync.Soon(() => List.Get(id)?.Seq >= entries.Max(entry => entry.Seq));
        Received(id, entries, live.Epoch);
        TellChanged();
    }

    void Deliver(InboxEvent inbox)
    {
        if (inbox.Removed) Leave(inbox.ConversationId);
        if (inbox.Invited == true) client.TellInvited(inbox.ConversationId);
        if (!List.HasRead(inbox.ConversationId, inbox.ReadSeq)) Sync.Soon();
    }

    async Task TakeAsync(SyncAnswer answer)
    {
        var gone = answer.Removed.Where(id => List.Get(id) is not null).ToList();
        List.Apply(answer);
        foreach (var missed in answer.Missed)
        {
            if (missed.Restart) Receipts.Forget(missed.ConversationId);
            if (LogOf(missed.ConversationId) is { IsOpen: true } log) await log.TakeAsync(missed);
            Turns.Stopping.ThrowIfCancellationRequested();
            Received(missed.ConversationId, missed.Entries, missed.Epoch);
        }
        foreach (var id in gone) Leave(id);
        // A removal and a new joining may come in either order.
        if (gone.Count > 0) Sync.Soon();
        TellChanged();
    }

    /// <summary>An open log takes them, and says so when each has its place.</summary>
    void Received(string id, IReadOnlyList<Entry> entries, string epoch)
    {
        if (LogOf(id) is { } log) log.Add(entries, epoch);
        else Confirm(entries);
        Delivered(id, entries);
    }

    /// <summary>Others are told what this device has, where they are few enough to see it. Of one's own messages nobody needs to hear that.</summary>
    void Delivered(string id, IReadOnlyList<Entry> entries)
    {
        List.Preview(id, entries);
        if (List.Get(id) is not { } summary || summary.MemberCount > (settings?.ReceiptMembers ?? int.MaxValue)) return;
        var delivered = entries.LastOrDefault(entry => entry.Kind == EntryKinds.Message && entry.Sender != options.User)?.Seq ?? 0;
        if (delivered > summary.ReadSeq && delivered <= summary.Seq) Receipts.Report(id, delivered: delivered);
    }

    /// <summary>The logs that this device keeps.</summary>
    List<KnownLog> Known() =>
        [.. from one in conversations.Values where one.Log is { IsOpen: true } select new KnownLog(one.Id, one.Log!.Epoch!, one.Log.Last)];

    /// <summary>What became of a message that was accepted and not seen since: its entry or its refusal went by while there was no connection.</summary>
    async Task SettleAsync(OutboxItem item)
    {
        if (!Outbox.Items.Any(one => one.ClientMessageId == item.ClientMessageId)) return;
        CommandFate fate;
        try
        {
            fate = await Api.AskAsync<CommandFate>(HttpMethod.Get, Addresses.Of(item.ConversationId, $"commands/{Uri.EscapeDataString(item.ClientMessageId)}"));
        }
        catch (Exception lost) when (lost is not OperationCanceledException)
        {
            return;
        }
        if (fate.State == CommandStates.Refused) Outbox.Fail(item.ClientMessageId, fate.Reason ?? fate.State);
        var log = LogOf(item.ConversationId);
        if (fate.State == CommandStates.Appended && (log is null || log.Last >= fate.Seq)) Outbox.Confirm(item.ClientMessageId);
    }

    void Leave(string id)
    {
        List.Remove(id);
        Receipts.Forget(id);
        var conversation = Conversation(id);
        conversation.End();
        client.TellRemoved(id);
        conversation.TellRemoved();
        TellChanged();
    }
}
