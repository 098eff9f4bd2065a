using Messaging.Contracts.Client;

namespace Messaging.Unit.Sync.Whole;

/// <summary>What a device knows of how far members have come: of each the furthest that an event, an answer or the log says.</summary>
sealed class DeviceReceipts(string user)
{
    readonly Dictionary<string, Dictionary<string, Receipt>> _known = [];
    readonly Dictionary<string, long> _asked = [];

    /// <summary>An event may have gone by since the device last asked.</summary>
    public bool Missed { get; set; } = true;

    /// <param name="list">The answer, which said everything up to its seq if nothing waited when it was asked for.</param>
    /// <param name="quiet">Whether nothing waited.</param>
    public void Take(ReceiptList list, bool quiet)
    {
        Take(list.ConversationId, list.Receipts!);
        if (quiet) _asked[list.ConversationId] = list.Seq;
    }

    public void Take(string id, IEnumerable<Receipt> receipts)
    {
        if (!_known.TryGetValue(id, out var known)) _known[id] = known = [];
        foreach (var receipt in receipts)
        {
            Assert.True(receipt.Delivered >= receipt.Seq);
            known[receipt.User] = known.TryGetValue(receipt.User, out var before) ? DeviceLog.Further(receipt, before) : receipt;
        }
    }

    public void Forget(string id)
    {
        _known.Remove(id);
        _asked.Remove(id);
    }

    /// <summary>Whether nothing can be missing: it was asked for, the log goes on from there, and the user was in the conversation all the time.</summary>
    public bool AreWhole(string id, DeviceLog log) => !Missed && _asked.TryGetValue(id, out var seq) && log.First <= seq + 1
        && !log.Entries.Any(entry => entry.Seq > seq && entry.Kind == EntryKinds.MembersRemoved && entry.Members!.Contains(user));

    public Receipt Of(string id, DeviceLog log, string member) => log.WithOwn(_known.GetValueOrDefault(id)?.GetValueOrDefault(member) ?? new(member, 0, 0));
}
