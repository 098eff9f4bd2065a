using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Contracts;

/// <summary>The one JSON form of every contract: camelCase, absent instead of null, unknown members ignored, none twice; a body without
/// what its record requires is a <see cref="JsonException"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendMessages))]
[JsonSerializable(typeof(SendScheduled))]
[JsonSerializable(typeof(AppendCommands))]
[JsonSerializable(typeof(EntriesAppended))]
[JsonSerializable(typeof(EntriesPublished))]
[JsonSerializable(typeof(CursorsMoved))]
[JsonSerializable(typeof(PresenceTouched))]
[JsonSerializable(typeof(PresencesTouched))]
[JsonSerializable(typeof(PresenceWatched))]
[JsonSerializable(typeof(BlockChanged))]
[JsonSerializable(typeof(InboxTouched))]
[JsonSerializable(typeof(UserErased))]
[JsonSerializable(typeof(NewConversation))]
[JsonSerializable(typeof(NewMembers))]
[JsonSerializable(typeof(NewMessages))]
[JsonSerializable(typeof(NewText))]
[JsonSerializable(typeof(NewCursor))]
[JsonSerializable(typeof(Preferences))]
[JsonSerializable(typeof(MemberImport))]
[JsonSerializable(typeof(ConversationChange))]
[JsonSerializable(typeof(MemberChange))]
[JsonSerializable(typeof(ConversationSettings))]
[JsonSerializable(typeof(Accepted))]
[JsonSerializable(typeof(CommandFate))]
[JsonSerializable(typeof(ScheduledPage))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ConversationList))]
[JsonSerializable(typeof(EntryPage))]
[JsonSerializable(typeof(ConversationDetails))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(ReactionPage))]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(InvitationPage))]
[JsonSerializable(typeof(ExportLine))]
[JsonSerializable(typeof(AuditLine))]
[JsonSerializable(typeof(ErasureAccepted))]
[JsonSerializable(typeof(SyncRequest))]
[JsonSerializable(typeof(SyncAnswer))]
[JsonSerializable(typeof(InboxRepaired))]
[JsonSerializable(typeof(ReceiptList))]
[JsonSerializable(typeof(PresenceList))]
[JsonSerializable(typeof(NewStatus))]
[JsonSerializable(typeof(PresenceQuery))]
[JsonSerializable(typeof(ConversationPresence))]
[JsonSerializable(typeof(BlockList))]
[JsonSerializable(typeof(ClientSettings))]
[JsonSerializable(typeof(Negotiated))]
[JsonSerializable(typeof(EntriesEvent))]
[JsonSerializable(typeof(TypingEvent))]
[JsonSerializable(typeof(PresenceEvent))]
[JsonSerializable(typeof(ReceiptsEvent))]
[JsonSerializable(typeof(InboxEvent))]
[JsonSerializable(typeof(RejectedEvent))]
[JsonSerializable(typeof(MessagesMissed))]
public sealed partial class ContractsJson : JsonSerializerContext
{
    /// <summary>Text is written as it is, not as \u escapes: the bodies are never embedded in HTML.</summary>
    public static ContractsJson Wire { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });
}
