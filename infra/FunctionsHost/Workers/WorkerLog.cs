using System.Collections.Concurrent;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Workers;

/// <summary>Puts what a worker logs, and what happens to it, into the host's log: category app/function, else app/category.</summary>
sealed partial class WorkerLog(string app, ILoggerFactory logs)
{
    readonly ILogger host = logs.CreateLogger(app);
    readonly ConcurrentDictionary<string, ILogger> loggers = new();

    public void Write(RpcLog entry, string? function)
    {
        var level = (LogLevel)entry.Level;
        var logger = loggers.GetOrAdd(function ?? entry.Category, name => logs.CreateLogger($"{app}/{name}"));
        if (entry.InvocationId.Length == 0)
        {
            Entry(logger, level, entry.Message);
        }
        else
        {
            InvocationEntry(logger, level, entry.Message, entry.InvocationId);
        }

        if (entry.Exception is { } exception)
        {
            Exception(logger, level, exception.Message);
        }
    }
}
