using System.Globalization;
using Messaging.SignalR.Clients;

namespace Messaging.SignalR.Rest;

/// <summary>Lists a group's connections in pages, in the order of their ids.</summary>
static class GroupPages
{
    const int LongestPage = 200;

    public static void Map(IEndpointRouteBuilder hub) => hub.MapGet("/groups/{group}/connections", List);

    static IResult List(HubCall call)
    {
        var query = call.Http.Request.Query;
        if (!TryRead(query["maxpagesize"], LongestPage, LongestPage, out var size))
            return RestError.Invalid($"maxpagesize is a number from 1 to {LongestPage}.", "maxpagesize");
        if (!TryRead(query["top"], int.MaxValue, int.MaxValue, out var top))
            return RestError.Invalid("top is a number from 1 on.", "top");

        var after = query["continuationToken"].ToString();
        var rest = call.Hub.InGroup(call.Group)
            .Where(client => string.CompareOrdinal(client.Id, after) > 0)
            .OrderBy(client => client.Id, StringComparer.Ordinal)
            .Take(top)
            .ToArray();
        var page = rest.Take(size).ToArray();
        return Results.Json(new
        {
            value = page.Select(client => new { connectionId = client.Id, userId = client.UserId }),
            nextLink = page.Length < rest.Length ? NextLink(call, size, top == int.MaxValue ? null : top - size, page[^1]) : null,
        });
    }

    static string NextLink(HubCall call, int size, int? top, ClientConnection last)
    {
        var request = call.Http.Request;
        var query = QueryString.Create("maxpagesize", size.ToString(CultureInfo.InvariantCulture)).Add("continuationToken", last.Id);
        if (top is { } left) query = query.Add("top", left.ToString(CultureInfo.InvariantCulture));
        foreach (var name in (string[])["application", "api-version"])
            if (request.Query[name].FirstOrDefault() is { } value) query = query.Add(name, value);
        return $"{request.Scheme}://{request.Host}{request.Path.ToUriComponent()}{query}";
    }

    static bool TryRead(string? text, int otherwise, int largest, out int number)
    {
        number = otherwise;
        return text is null || (int.TryParse(text, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= largest);
    }
}
