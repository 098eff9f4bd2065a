using Microsoft.Extensions.Logging;

namespace Messaging.Route.Retention;

public sealed partial class ForgetContent
{
    [LoggerMessage(60, LogLevel.Information, "Retention: {Conversations} conversations looked at, {Entries} entries lost their content; round over: {Done}")]
    partial void Went(int conversations, int entries, bool done);

    [LoggerMessage(61, LogLevel.Warning, "Retention: conversation {Conversation} is left for the next round")]
    partial void Failed(Exception failure, string conversation);
}
