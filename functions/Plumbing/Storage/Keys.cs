using System.Globalization;
using System.Text;

namespace Messaging.Plumbing.Storage;

/// <summary>
/// Table <c>Conversations</c>, PartitionKey <c>{tenant}|{conversation}</c>:
/// <c>h</c> head · <c>e|{seq:D19}</c> entry · <c>d|{sender}|{clientMessageId}</c> fate of a command · <c>m|{user}</c> member, and as
/// marks <c>r|{seq:D19}|{user}|{reaction}</c> · <c>p|{seq:D19}</c> pin · <c>t|{root:D19}|{seq:D19}</c> answer in a thread ·
/// <c>n|{user or *}|{seq:D19}</c> mention · <c>i|{user}</c> invitation · <c>b|{user}</c> ban · <c>k|{user}</c> blocked by the other of a pair ·
/// <c>x|{user}</c> erasure, with the seq that it has come to.
/// Tables <c>Inbox</c>, <c>Presence</c> and <c>Scheduled</c>, PartitionKey <c>{tenant}|{user}</c>.
/// </summary>
public static class Keys
{
    public const string Head = "h";

    public static string Partition(string tenant, string id) => $"{Escape(tenant)}|{Escape(id)}";
    public static string Entry(long seq) => $"e|{D19(seq)}";
    public static string Fate(string sender, string clientMessageId) => $"d|{Escape(sender)}|{Escape(clientMessageId)}";
    public static string Member(string user) => $"m|{Escape(user)}";
    public static string Reaction(long seq, string user, string reaction) => $"r|{D19(seq)}|{Escape(user)}|{Escape(reaction)}";
    public static string Reactions(long seq) => $"r|{D19(seq)}|";
    public static string Pin(long seq) => $"p|{D19(seq)}";
    public const string Pins = "p|";

    public static long SeqOfPin(Mark pin) => long.Parse(pin.RowKey.AsSpan(Pins.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    public static long SeqOfEntry(string key) => long.Parse(key.AsSpan("e|".Length), NumberStyles.None, CultureInfo.InvariantCulture);

    public static string Answer(long thread, long seq) => $"t|{D19(thread)}|{D19(seq)}";

    /// <summary>The user may be <c>*</c>, which means everyone.</summary>
    public static string Mention(string user, long seq) => $"n|{Escape(user)}|{D19(seq)}";
    public static string Mentions(string user) => $"n|{Escape(user)}|";
    public static string Erased(string user) => $"x|{Escape(user)}";
    public static string Invitation(string user) => $"i|{Escape(user)}";
    public static string Block(string user) => $"k|{Escape(user)}";
    public static string Ban(string user) => $"b|{Escape(user)}";

    /// <summary>Table keys refuse / \ # ? and control characters; | separates our parts. Each becomes ~ and its four hex digits.</summary>
    public static string Escape(string part)
    {
        if (!part.AsSpan().ContainsAny(Special)) return part;
        var escaped = new StringBuilder(part.Length + 8);
        foreach (var c in part)
            if (Special.Contains(c)) escaped.Append(CultureInfo.InvariantCulture, $"~{(int)c:x4}");
            else escaped.Append(c);
        return escaped.ToString();
    }

    public static string Unescape(string part)
    {
        if (!part.Contains('~')) return part;
        var text = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
            if (part[i] == '~') { text.Append((char)Convert.ToInt32(part.Substring(i + 1, 4), 16)); i += 4; }
            else text.Append(part[i]);
        return text.ToString();
    }

    static string D19(long seq) => seq.ToString("D19", CultureInfo.InvariantCulture);

    static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(
        [.. "/\\#?|~%", .. Enumerable.Range(0, 0x20).Select(c => (char)c), .. Enumerable.Range(0x7f, 0x21).Select(c => (char)c)]);
}
