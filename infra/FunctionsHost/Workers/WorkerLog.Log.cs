namespace Messaging.FunctionsHost.Workers;

sealed partial class WorkerLog
{
    [LoggerMessage(Message = "{Text}")]
    static partial void Entry(ILogger logger, LogLevel level, string text);

    [LoggerMessage(Message = "{Text} [{InvocationId}]")]
    static partial void InvocationEntry(ILogger logger, LogLevel level, string text, string invocationId);

    /// <summary>The text of a worker's exception includes its stack trace.</summary>
    [LoggerMessage(Message = "{Exception}")]
    static partial void Exception(ILogger logger, LogLevel level, string exception);

    public void Output(string line) => Output(host, line);

    public void StreamBroken(string workerId, string reason) => StreamBroken(host, workerId, reason);

    public void Started(string workerId, int processId) => Started(host, workerId, processId);

    public void Ended(int instance, string how, double delay) => Ended(host, instance, how, delay);

    public void StartFailed(int instance, string why) => StartFailed(host, instance, why);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}")]
    static partial void Output(ILogger logger, string line);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Stream of worker {WorkerId} ended: {Reason}")]
    static partial void StreamBroken(ILogger logger, string workerId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {WorkerId} is ready, process {ProcessId}")]
    static partial void Started(ILogger logger, string workerId, int processId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker of instance {Instance} ended ({How}); the next one starts in {Delay} s")]
    static partial void Ended(ILogger logger, int instance, string how, double delay);

    [LoggerMessage(Level = LogLevel.Error, Message = "Worker of instance {Instance} did not start: {Why}")]
    static partial void StartFailed(ILogger logger, int instance, string why);
}
