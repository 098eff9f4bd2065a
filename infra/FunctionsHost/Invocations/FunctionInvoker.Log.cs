namespace Messaging.FunctionsHost.Invocations;

sealed partial class FunctionInvoker
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Succeeded in {Milliseconds} ms [{InvocationId}]")]
    partial void Succeeded(string invocationId, long milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed: {Reason} [{InvocationId}]")]
    partial void Failed(string invocationId, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A binding failed [{InvocationId}]")]
    partial void BindingFailed(Exception exception, string invocationId);
}
