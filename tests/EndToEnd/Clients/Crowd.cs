using System.Collections.Concurrent;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd.Clients;

/// <summary>
/// Twenty users in four conversations, each sending all the time with one send in flight, the next after the 202.
/// Whatever happens to the world meanwhile: what was accepted must be in the logs once, in each sender's order.
/// </summary>
sealed class Crowd : IAsyncDisposable
{
    const int Size = 20, Conversations = 4;

    readonly User[] users;
    readonly string[] conversations;
    readonly CancellationTokenSource enough = new();
    readonly ConcurrentDictionary<(string Conversation, string User), ConcurrentQueue<string>> accepted = new();
    Task sending = Task.CompletedTask;

    Crowd(User[] users, string[] conversations) => (this.users, this.conversations) = (users, conversations);

    public int Accepted => accepted.Values.Sum(texts => texts.Count);

    public IReadOnlyList<string> Everywhere => conversations;

    public User Observer => users[0];

    public static async Task<Crowd> GatherAsync(RunningWorld world)
    {
        var name = $"crowd{Random.Shared.Next(1_000_000)}";
        var users = await User.SignInAsync(world, [.. Enumerable.Range(1, Size).Select(number => $"{name}-{number}")]);
        var conversations = await Task.WhenAll(Enumerable.Range(0, Conversations).Select(_ => users[0].CreateAsync(users[1..])));
        return new(users, conversations);
    }

    /// <summary>From now on everyone sends. A screen that is to show everything is opened before.</summary>
    /// <param name="pause">Between a user's messages; who sends as fast as it goes may be ahead of the logs by more and more.</param>
    public void BeginSending(TimeSpan pause = default) =>
        sending = Task.WhenAll(users.Select((user, position) => SendAsync(user, conversations[position % Conversations], pause)));

    /// <summary>Waits until so many more messages were accepted.</summary>
    public Task SendMoreAsync(int messages)
    {
        var target = Accepted + messages;
        return Eventually.TrueAsync(() => sending.IsFaulted || Accepted >= target, $"{messages} more messages are accepted");
    }

    /// <summary>Ends the sending and compares the logs with what was accepted.</summary>
    public async Task EndAsync()
    {
        await enough.CancelAsync();
        await sending;
        await Task.WhenAll(conversations.Select(CheckAsync));
    }

    public async ValueTask DisposeAsync()
    {
        await enough.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var user in users) user.Dispose();
        enough.Dispose();
    }

    async Task SendAsync(User user, string conversation, TimeSpan pause)
    {
        for (var number = 1; !enough.IsCancellationRequested; number++)
        {
            await user.SayAsync(conversation, $"{number}");
            accepted.GetOrAdd((conversation, user.Id), _ => new()).Enqueue($"{number}");
            await Task.Delay(pause, TimeProvider.System);
        }
    }

    async Task CheckAsync(string conversation)
    {
        var expected = accepted.Where(sender => sender.Key.Conversation == conversation).ToList();
        var count = expected.Sum(sender => sender.Value.Count);
        var log = await Observer.HasAsync(conversation, entries => entries.Count(IsMessage) >= count, $"{count} messages");

        Assert.Equal(Enumerable.Range(1, log.Count).Select(seq => (long)seq), log.Select(entry => entry.Seq));
        foreach (var ((_, user), texts) in expected)
            Assert.Equal(texts, log.Where(entry => IsMessage(entry) && entry.Sender == user).Select(entry => entry.Text));
    }

    static bool IsMessage(Entry entry) => entry.Kind == EntryKinds.Message;
}
