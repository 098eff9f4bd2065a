using System.Net;
using Messaging.Contracts.Client;

namespace Messaging.EndToEnd.Chaos;

/// <summary>A user's device does what people do, one request after the other, in conversations that the user's other devices leave alone.</summary>
sealed class ChaosDevice(ChaosUser user, int seed, IReadOnlyList<string> everyone)
{
    const int Stay = 20, MostAtOnce = 20;

    static readonly string[] Reactions = ["👍", "🎉", "❤️"];

    readonly Random _random = new(seed);
    long _last = 1;
    List<long> _own = [];
    bool _mayBeOut;
    int _next;

    /// <summary>In the order in which they were given.</summary>
    public List<Doing> Done { get; } = [];

    /// <summary>Some requests in one conversation.</summary>
    /// <param name="conversation">In which to do it.</param>
    /// <param name="role">Of the user there, as far as is known.</param>
    /// <param name="enough">Asked before each.</param>
    public async Task StayAsync(string conversation, ChaosRole role, Func<bool> enough)
    {
        _mayBeOut = false;
        var page = await user.LookAsync(conversation);
        _last = page?.Entries is [.., var last] ? last.Seq : 1;
        _own = [.. (page?.Entries ?? []).Where(entry => entry.Kind == EntryKinds.Message && entry.Sender == user.Id).Select(entry => entry.Seq)];
        for (var some = 0; some < Stay && !enough(); some++)
            _mayBeOut = await GiveAsync(Next($"conversations/{conversation}/", conversation, role)) == HttpStatusCode.Forbidden;
    }

    public Task PromoteAsync(string conversation, string other) =>
        GiveAsync(new(conversation, user.Id, [NewId()], HttpMethod.Patch, $"conversations/{conversation}/members/{other}", new { role = "moderator" }));

    Task<HttpStatusCode> GiveAsync(Doing doing)
    {
        Done.Add(doing);
        return user.GiveAsync(doing);
    }

    string NewId() => $"{_next++}";

    Doing Next(string path, string conversation, ChaosRole role)
    {
        var id = NewId();
        var (some, mine, other) = (_random.NextInt64(Math.Max(1, _last - 100), _last + 1), _own.Count > 0 ? _own[_random.Next(_own.Count)] : 1, everyone[_random.Next(everyone.Count)]);
        var (text, reaction) = (Doing.TextOf(user.Id, id), Uri.EscapeDataString(Reactions[_random.Next(Reactions.Length)]));
        return _random.Next(100) switch
        {
            < 30 when _mayBeOut => Make(HttpMethod.Post, "join"),
            < 40 when _mayBeOut => Make(HttpMethod.Delete, $"invitations/{user.Id}"),
            < 28 => Make(HttpMethod.Post, "messages", new { text }),
            < 38 => Several(id),
            < 42 => Expiring(),
            < 50 => Make(HttpMethod.Post, "messages", new { text, replyTo = some }),
            < 59 => Make(HttpMethod.Patch, $"messages/{mine}", new { text }),
            < 63 => Make(HttpMethod.Delete, $"messages/{mine}"),
            < 68 when role > ChaosRole.Member => Make(HttpMethod.Put, $"messages/{some}/pin"),
            < 72 when role > ChaosRole.Member => Make(HttpMethod.Delete, $"messages/{some}/pin"),
            < 82 => Make(HttpMethod.Put, $"messages/{some}/reactions/{reaction}"),
            < 90 => Make(HttpMethod.Delete, $"messages/{some}/reactions/{reaction}"),
            < 94 => Make(HttpMethod.Post, "invitations", new { members = new[] { other } }),
            < 98 => Make(HttpMethod.Post, "members", new { members = new[] { other } }),
            // The owner of a conversation never leaves it: somebody must read the log in the end.
            _ => Make(HttpMethod.Delete, $"members/{(role == ChaosRole.Owner ? other : user.Id)}"),
        };

        Doing Make(HttpMethod method, string rest, object? body = null) => new(conversation, user.Id, [id], method, path + rest, body);

        Doing Several(string first)
        {
            string[] ids = [first, .. Enumerable.Range(0, _random.Next(1, MostAtOnce)).Select(_ => NewId())];
            var messages = ids.Select(one => new { clientMessageId = one, text = Doing.TextOf(user.Id, one) }).ToArray();
            return Make(HttpMethod.Post, "messages", new { messages }) with { Ids = ids };
        }

        Doing Expiring()
        {
            var expiresAt = TimeProvider.System.GetUtcNow().AddSeconds(_random.Next(3, 20));
            return Make(HttpMethod.Post, "messages", new { text, expiresAt }) with { ExpiresAt = expiresAt };
        }
    }
}

/// <summary>From least to most.</summary>
enum ChaosRole { Member, Moderator, Owner }
