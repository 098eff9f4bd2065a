namespace Messaging.EndToEnd.World;

/// <summary>Asks again and again until it is so. The deadline is far beyond what is expected: it ends a failed test, it measures nothing.</summary>
static class Eventually
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static Task TrueAsync(Func<Task<bool>> condition, string what) => TrueAsync(condition, () => what);

    /// <param name="condition">What is waited for.</param>
    /// <param name="what">Says it in words, asked only when it has not come.</param>
    public static Task TrueAsync(Func<bool> condition, Func<string> what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Deadline) Assert.Fail($"Not within {Deadline.TotalSeconds} s: {what()}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>The first answer that is not null.</summary>
    public static async Task<T> SomeAsync<T>(Func<Task<T?>> ask, string what) where T : class
    {
        T? answer = null;
        await TrueAsync(async () => (answer = await ask()) is not null, what);
        return answer!;
    }
}
