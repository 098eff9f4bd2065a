using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging.Conformance.FunctionsHost;

/// <summary>Keeps what an app logs: <c>category: message</c>.</summary>
sealed class RecordingLogs : ILoggerFactory, ILoggerProvider
{
    readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public int Count(string text) => lines.Count(line => line.Contains(text));

    public Task Until(string text, int times = 1) => Sample.Until(() => Task.FromResult(Count(text) >= times));

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, lines);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    sealed class Recorder(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category}: {formatter(state, exception)}");
    }
}
