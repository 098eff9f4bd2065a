namespace Messaging.FunctionsHost.Metadata;

/// <summary>host.json's <c>extensions.http</c>; a limit below 1 means none, the default outside the Consumption plan.</summary>
sealed record HttpOptions
{
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Functions that run at once; more requests wait.</summary>
    public int MaxConcurrentRequests { get; init; } = -1;

    /// <summary>Running and waiting together; more requests are answered 429.</summary>
    public int MaxOutstandingRequests { get; init; } = -1;
}
