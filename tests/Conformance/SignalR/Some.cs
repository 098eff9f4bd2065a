using System.Net.Http.Json;

namespace Messaging.Conformance.SignalR;

static class Some
{
    public static HttpContent Message(string target, params object?[] arguments) => JsonContent.Create(new { target, arguments });

    /// <summary>Polls until the answer is right; fails with the last answer after a generous deadline.</summary>
    public static async Task EventuallyAsync<T>(T expected, Func<Task<T>> ask)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        T last;
        while (!Equals(last = await ask(), expected) && !deadline.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        Assert.Equal(expected, last);
    }
}
