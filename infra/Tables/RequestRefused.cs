namespace Messaging.Tables;

/// <summary>Ends the reading of a malformed request with the service's error.</summary>
sealed class RequestRefused(TableError error) : Exception(error.Message)
{
    public TableError Error => error;
}
