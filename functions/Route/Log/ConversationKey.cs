using Messaging.Plumbing.Storage;

namespace Messaging.Route.Log;

public readonly record struct ConversationKey(string Tenant, string ConversationId)
{
    public string Partition => Keys.Partition(Tenant, ConversationId);
}
