using Messaging.Plumbing.Queueing;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Unit.Sync;

static class Answered
{
    public static int Status(this IActionResult answer) => answer switch
    {
        ContentResult content => content.StatusCode ?? 200,
        StatusCodeResult status => status.StatusCode,
        _ => throw new InvalidOperationException(answer.GetType().Name),
    };

    public static T Body<T>(this IActionResult answer) =>
        System.Text.Json.JsonSerializer.Deserialize(((ContentResult)answer).Content!, Envelope.TypeInfo<T>())!;
}
