namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a client connects and the token it connects with; the answer to its negotiate call.</summary>
public sealed class SignalRConnectionInfo
{
    public string Url { get; set; }

    public string AccessToken { get; set; }
}
