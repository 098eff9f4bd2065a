using Azure.Data.Tables;
using Messaging.Contracts;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Presence;

/// <summary>Rows that Route would have written.</summary>
static class ConversationsInPresence
{
    public static Task HasMembersAsync(this PresenceWorld world, string conversation, params string[] users) => world.HasMembersAsync(conversation, users.Length, users);

    /// <summary>A conversation of so many members, of whom only these have rows.</summary>
    public static async Task HasMembersAsync(this PresenceWorld world, string conversation, int count, params string[] users)
    {
        var (table, partition, now) = (Table(world), Keys.Partition(PresenceWorld.Tenant, conversation), world.Time.GetUtcNow());
        var head = new Head { Seq = 1, Messages = 0, Epoch = "e", Kind = "group", MemberCount = count, LastTime = now, GroupsUntil = now };
        await table.UpsertEntityAsync(head.Row(partition));
        foreach (var user in users) await table.UpsertEntityAsync(new Member(user, MemberRoles.Member, now, now).Row(partition));
    }

    public static Task LeavesAsync(this PresenceWorld world, string conversation, string user) =>
        Table(world).DeleteEntityAsync(Keys.Partition(PresenceWorld.Tenant, conversation), Keys.Member(user));

    static TableClient Table(PresenceWorld world) => world.Of<TableServiceClient>().GetTableClient(TableNames.Conversations);
}
