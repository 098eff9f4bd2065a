using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Messaging.Tables.Http;

/// <summary>Reads a <c>multipart/mixed</c> body with one change set into its commands.</summary>
static class BatchReader
{
    /// <exception cref="RequestRefused">InvalidInput, or NotImplemented for a read.</exception>
    public static async Task<List<EntityCommand>> ReadAsync(string? contentType, Stream body)
    {
        try
        {
            var outer = new MultipartReader(Boundary(contentType), body);
            if (await outer.ReadNextSectionAsync() is not { } section)
                throw Malformed();
            if (!IsMultipart(section.ContentType))
                throw new RequestRefused(TableError.NotImplemented("A query inside a batch"));
            var commands = await ReadChangeSetAsync(section);
            return await outer.ReadNextSectionAsync() is null ? commands : throw Malformed();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            throw Malformed();
        }
    }

    static async Task<List<EntityCommand>> ReadChangeSetAsync(MultipartSection changeSet)
    {
        var reader = new MultipartReader(Boundary(changeSet.ContentType), changeSet.Body);
        var commands = new List<EntityCommand>();
        while (await reader.ReadNextSectionAsync() is { } part)
        {
            using var content = new MemoryStream();
            await part.Body.CopyToAsync(content);
            commands.Add(ParseRequest(content.ToArray()));
        }
        return commands;
    }

    /// <summary>Request line, headers, a blank line, JSON. Clients differ in further blank lines.</summary>
    static EntityCommand ParseRequest(ReadOnlyMemory<byte> request)
    {
        if (Line(ref request).Split(' ') is not [var method, var target, ..])
            throw Malformed();
        string? ifMatch = null;
        for (var line = Line(ref request); line.Length > 0; line = Line(ref request))
            if (line.StartsWith("If-Match:", StringComparison.OrdinalIgnoreCase))
                ifMatch = line["If-Match:".Length..].Trim();
        return new(method, RequestTarget.Parse(target), ifMatch, request);
    }

    static string Line(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)'\n');
        var line = Encoding.UTF8.GetString(rest.Span[..(end < 0 ? rest.Length : end)]).TrimEnd('\r');
        rest = end < 0 ? default : rest[(end + 1)..];
        return line;
    }

    static bool IsMultipart(string? contentType) =>
        contentType is not null && contentType.StartsWith("multipart/mixed", StringComparison.OrdinalIgnoreCase);

    static string Boundary(string? contentType) =>
        IsMultipart(contentType) && MediaTypeHeaderValue.TryParse(contentType, out var type) && type.Boundary.HasValue
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString()
            : throw Malformed();

    static RequestRefused Malformed() =>
        new(TableError.InvalidInput("The batch is not a multipart/mixed body with one change set of requests."));
}
