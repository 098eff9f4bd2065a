using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Messaging.Sync.Export;

/// <summary>How often a user may read all there is, through this instance: an export or an audit is thousands of reads.</summary>
public sealed class ExportLimits(IOptions<SyncOptions> options) : IDisposable
{
    readonly UserLimit _exports = new(options.Value.ExportBurst, options.Value.ExportEvery);

    /// <summary>429 with Retry-After, or null.</summary>
    public IActionResult? Refuse(Caller caller, HttpRequest request) =>
        _exports.Refuse(caller, request, "You export too often. Try again after the seconds in Retry-After.");

    public void Dispose() => _exports.Dispose();
}
