using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Contracts;

/// <summary>One full record of each contract; its JSON is the golden file of its name.</summary>
static class SampleFacts
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly ConversationSettings Settings = new() { SlowModeSeconds = 10, Join = JoinPolicies.Open, KeepEdits = true, RetentionDays = 30 };

    static readonly Entry Edited = new()
    {
        Seq = 4,
        Kind = EntryKinds.Message,
        Sender = "ann",
        ClientMessageId = "m1",
        Time = Noon,
        Ordinal = 3,
        Text = "Grüße\n\"👋\"",
        Format = TextFormats.Markdown,
        Content = "{\"card\":1}",
        ContentType = "application/json",
        Attachments = [new("https://files.example/menu.pdf", "menu.pdf", "application/pdf", 12_345)],
        Mentions = ["bob"],
        ReplyTo = 3,
        Thread = 2,
        Replies = 1,
        Reactions = [new("👍", 2)],
        PinnedAt = Noon.AddSeconds(20),
        ExpiresAt = Noon.AddDays(1),
        ChangedBy = 6,
        EditedAt = Noon.AddSeconds(30),
    };

    static readonly Entry Created = new()
    {
        Seq = 1,
        Kind = EntryKinds.ConversationCreated,
        Sender = "ann",
        ClientMessageId = "m0",
        Time = Noon,
        Ordinal = 0,
        Members = ["ann", "bob"],
        Title = "Lunch",
        ConversationKind = ConversationKinds.Group,
        Metadata = new Dictionary<string, string> { ["topic"] = "food" },
        Settings = Settings,
    };

    static readonly Entry Changed = new()
    {
        Seq = 6,
        Kind = EntryKinds.MemberChanged,
        Sender = "ann",
        ClientMessageId = "m8",
        Time = Noon,
        Ordinal = 3,
        Reaction = "👍",
        Members = ["bob"],
        Banned = true,
        Role = MemberRoles.Moderator,
        MutedUntil = Noon,
        Archived = true,
    };

    static readonly Entry Deletion = new()
    {
        Seq = 5,
        Kind = EntryKinds.MessageDeleted,
        Sender = "ann",
        ClientMessageId = "m2",
        Time = Noon,
        Ordinal = 3,
        Target = 4,
        DeletedAt = Noon,
    };

    static readonly ConversationSummary Summary = new()
    {
        ConversationId = "c1",
        Kind = ConversationKinds.Direct,
        Title = "Lunch",
        Epoch = "e1",
        Seq = 5,
        ReadSeq = 4,
        Unread = 1,
        UnreadMentions = 1,
        UnreadFrom = 5,
        MutedUntil = Noon,
        Pinned = true,
        Archived = true,
        MemberCount = 2,
        LastActivity = Noon,
        With = "bob",
    };

    static readonly ConversationDetails Details = new()
    {
        ConversationId = "c1",
        Kind = ConversationKinds.Group,
        Title = "Lunch",
        Metadata = new Dictionary<string, string> { ["topic"] = "food" },
        Settings = Settings,
        Archived = true,
        Epoch = "e1",
        Seq = 5,
        MemberCount = 2,
        Role = MemberRoles.Owner,
        MutedUntil = Noon,
    };

    static readonly Command Create = new()
    {
        Kind = CommandKinds.CreateConversation,
        Tenant = "acme",
        ConversationId = "c1",
        Sender = "ann",
        ClientMessageId = "m0",
        AcceptedAt = Noon,
        Members = ["ann", "bob"],
        Title = "Lunch",
        ConversationKind = ConversationKinds.Group,
        Metadata = new Dictionary<string, string> { ["topic"] = "food" },
        Settings = Settings,
        Archived = true,
        Role = MemberRoles.Moderator,
        MutedUntil = Noon,
    };

    static readonly Command Edit = new()
    {
        Kind = CommandKinds.EditMessage,
        Tenant = "acme",
        ConversationId = "c1",
        Sender = "ann",
        ClientMessageId = "m1",
        AcceptedAt = Noon,
        Text = "Grüße",
        Format = TextFormats.Markdown,
        Content = "{}",
        ContentType = "application/json",
        Attachments = [new("https://files.example/menu.pdf")],
        Mentions = ["*"],
        ReplyTo = 3,
        ExpiresAt = Noon.AddDays(1),
        Reaction = "👍",
        Target = 4,
        TargetId = "m0",
    };

    public static IReadOnlyList<object> All { get; } =
    [
        new SendMessages { Tenant = "acme", Sender = "bot", Messages = [new("c1", "m1", "Grüße")
        {
            Format = TextFormats.Markdown, Content = "{}", ContentType = "application/json", Attachments = [new("https://files.example/menu.pdf")],
            Mentions = ["bob"], ReplyTo = 3, ExpiresAt = Noon, Notice = true,
        }] },
        new SendScheduled("acme", "ann", "c1", "m1"),
        new AppendCommands([Create, Edit]),
        new EntriesAppended
        {
            Appends = [new() { Tenant = "acme", ConversationId = "c1", Epoch = "e1", MemberCount = 2, Entries = [Created, Edited, Deletion, Changed] }],
            Rejections = [new() { Tenant = "acme", Sender = "eve", ConversationId = "c1", ClientMessageId = "m3", Reason = RejectionReasons.NotMember }],
        },
        new EntriesPublished { Tenant = "acme", ConversationId = "c1", Epoch = "e1", Kind = EntryKinds.MessageDeleted, MemberCount = 2, Entries = [Deletion] },
        new PresencesTouched([new("acme", "bob"), new("other", "ann", "s1")]),
        new BlockChanged("acme", "ann", "bob", Blocked: true, Noon, "s1"),
        new CursorsMoved("acme", [new("c1", "bob", 4, 3, Delivered: 5)]),
        new PresenceTouched("acme", "bob", "s1"),
        new PresenceWatched("acme", ["ann", "bob"], "s1", Noon),
        new UserErased("acme", "eve", Noon),
        new InboxTouched { Tenant = "acme", Touches = [new("c1", ["ann", "bob"]), new("c2", ["eve"], Removed: true), new("c3", ["eve"], Invited: true)], Cursors = [new("c1", "ann", 4, 3, Delivered: 5)] },

        new NewConversation { Members = ["bob"], Title = "Lunch", Kind = ConversationKinds.Group, ClientMessageId = "m0", Settings = Settings, Metadata = new Dictionary<string, string> { ["topic"] = "food" } },
        new ConversationChange { Title = "Dinner", Metadata = new Dictionary<string, string> { ["topic"] = "food" }, Settings = Settings, Archived = true, ClientMessageId = "m9" },
        new MemberChange { Role = MemberRoles.Moderator, MutedUntil = Noon, ClientMessageId = "m10" },
        Settings,
        new NewMembers { Members = ["carl"], ClientMessageId = "m4" },
        new NewMessages
        {
            ClientMessageId = "m1", Text = "Grüße", Format = TextFormats.Markdown, Content = "{}", ContentType = "application/json",
            Attachments = [new("https://files.example/menu.pdf")], Mentions = ["bob"], ReplyTo = 3, ExpiresAt = Noon, SendAt = Noon,
            Messages =
            [
                new()
                {
                    ClientMessageId = "m5", Text = "one", Format = TextFormats.Markdown, Content = "{}", ContentType = "application/json",
                    Attachments = [new("https://files.example/menu.pdf")], Mentions = ["bob"], ReplyTo = 3, ExpiresAt = Noon,
                },
                new() { ClientMessageId = "m6", Text = "two" },
            ],
        },
        new NewText
        {
            Text = "better", ClientMessageId = "m7", Format = TextFormats.Markdown, Content = "{}", ContentType = "application/json",
            Attachments = [new("https://files.example/menu.pdf")], Mentions = ["bob"],
        },
        new NewCursor { Seq = 4, Delivered = 5 },
        new Preferences { MutedUntil = Noon, Pinned = true, Archived = true, UnreadFrom = 4 },

        new MemberImport { Commands = 3, Done = 1, Refused = [new("i1.2", RejectionReasons.TooMany)] },
        new Accepted("c1", ["m1", "m2"]),
        new CommandFate { ConversationId = "c1", ClientMessageId = "m3", State = CommandStates.Refused, Seq = 4, Reason = RejectionReasons.NotMember },
        new ScheduledPage([new() { ConversationId = "c1", ClientMessageId = "m1", SendAt = Noon, Messages = [new() { ClientMessageId = "m1", Text = "Grüße" }] }], "c1|m1"),
        new Problem { Type = "invalid-field", Title = "It is required.", Status = 400, Field = "text" },
        new ConversationList([Summary]) { Unread = 1, UnreadMentions = 1 },
        new EntryPage("c1", "e1", [Edited], More: true) { Next = 4 },
        Details,
        new MemberPage("c1", [new("ann", MemberRoles.Owner, Noon, Noon)], "ann"),
        new ReactionPage("c1", 4, [new("bob", "👍", Noon)], "bob 👍"),
        new InvitationPage([new("c1", ConversationKinds.Group, "ann", Noon, 2, "Lunch")], "c1"),
        new ExportLine
        {
            ConversationId = "c1",
            Conversation = Details,
            Member = new("bob", MemberRoles.Member, Noon),
            Entry = Deletion,
            Cursor = new("ann", 4, 5),
            Preferences = new() { Pinned = true },
            Complete = true,
        },
        new ErasureAccepted("eve", "x1", ["c1"], "1!8!YWNtZXxj"),
        new AuditLine
        {
            User = "ann",
            ClientMessageId = "m1",
            Command = CommandKinds.SendMessage,
            AcceptedAt = Noon,
            Seq = 4,
            Reason = RejectionReasons.Muted,
            Complete = true,
        },
        new UserPage("c1", [new("eve", "ann", Noon)], "eve"),
        new InboxRepaired { Conversations = 2, Missing = ["c1"], Left = ["c2"], Cursors = ["c1"], Proven = true },
        new SyncRequest { Token = "t0", Known = [new("c1", "e1", 2)], Entries = 1000, EntriesPerConversation = 50 },
        new SyncAnswer
        {
            Token = "t1",
            Restart = true,
            More = true,
            Changed = [Summary],
            Missed = [new() { ConversationId = "c1", Epoch = "e1", Entries = [Edited], Gap = new(3, 3), Restart = true }],
            Removed = ["c2"],
        },
        new ReceiptList { ConversationId = "c1", Seq = 5, Members = 2, Read = 1, Delivered = 2, Receipts = [new("bob", 4, 5)] },
        new PresenceList([new("bob", false, Noon)]),
        new NewStatus { Status = UserStatuses.Busy, Text = "Grüße", Until = Noon },
        new PresenceQuery { Users = ["ann", "bob"] },
        new ConversationPresence
        {
            ConversationId = "c1",
            Members = 2,
            Online = 1,
            Typing = true,
            Users = [new("ann", true, Status: UserStatuses.Busy, StatusText: "Grüße", At: Noon), new("bob", false, Noon, At: Noon)],
        },
        new BlockList(["eve"]),
        new ClientSettings
        {
            TypingMembers = 100,
            PresenceMembers = 50,
            ReceiptMembers = 100,
            TypingRepeatSeconds = 8,
            TypingShownSeconds = 10,
            HeartbeatSeconds = 1800,
            WatchSeconds = 86400,
        },
        new Negotiated("https://localhost/client/?hub=messaging", "token"),

        new EntriesEvent("c1", "e1", [Created, Edited]),
        new TypingEvent("c1", "bob"),
        new PresenceEvent("bob", false, Noon),
        new ReceiptsEvent("c1", [new("bob", 4, 5)]),
        new InboxEvent("c1", 4, Removed: true, new Preferences { Pinned = true }, Invited: true),
        new RejectedEvent("c1", "m3", RejectionReasons.NotMember),
        new MessagesMissed { Type = "messages-missed", Tenant = "acme", ConversationId = "c1", Epoch = "e1", Messages = [new(Deletion, ["bob"], ["eve"])] },
    ];

    public static object Of(Type record) => All.Single(fact => fact.GetType() == record);
}
