using System.Text.RegularExpressions;
using Messaging.EndToEnd.World;
using Microsoft.Playwright;
using static Messaging.EndToEnd.World.BrowserWindows;
using static Microsoft.Playwright.Assertions;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed partial class When_conversations_are_looked_after_in_the_browser(SharedWorld shared) : IAsyncLifetime
{
    const string Quiet = "Admin · Messaging";

    BrowserWindows windows = null!;

    public async Task InitializeAsync() => windows = await BrowserWindows.StartAsync(shared.World);

    public Task DisposeAsync() => windows.DisposeAsync().AsTask();

    [Fact]
    public async Task Unread_messages_are_in_the_title_and_muting_pinning_archiving_and_marking_last()
    {
        var carol = await windows.OpenAsync("carol");
        var admin = await windows.OpenAsync("admin");
        await BeginAsync(carol, "Plans", "Lunch at noon", "See you there");
        await Expect(admin).ToHaveTitleAsync($"(2) {Quiet}");

        await Entry(admin).ClickAsync();
        await Expect(Log(admin)).ToContainTextAsync("See you there");
        await Expect(admin).ToHaveTitleAsync(Quiet);
        await Button(admin, "Mark as unread").ClickAsync();
        await Expect(Entry(admin).GetByLabel("1 unread")).ToBeVisibleAsync();
        await admin.ReloadAsync();
        await Expect(admin).ToHaveTitleAsync($"(1) {Quiet}");

        await Entry(admin).ClickAsync();
        await Expect(admin).ToHaveTitleAsync(Quiet);
        await Button(admin, "Pin").ClickAsync();
        await Button(admin, "Mute").ClickAsync();
        await Expect(Entry(admin)).ToContainTextAsync("Pinned, Muted");
        await Button(admin, "Archive").ClickAsync();
        await admin.GetByText("Archived (1)").ClickAsync();
        await Expect(admin.GetByLabel("Archived conversations").GetByText("Plans")).ToBeVisibleAsync();

        await Button(admin, "Mark as unread").ClickAsync();
        await Expect(admin.GetByLabel("1 unread")).ToBeVisibleAsync();
        await Expect(admin).ToHaveTitleAsync(Quiet);
    }

    [Fact]
    public async Task A_search_finds_text_whatever_the_case_and_says_how_far_it_looked()
    {
        var dave = await windows.OpenAsync("dave");
        await BeginAsync(dave, "Dinner", "Lunch at noon", "See you there", "LUNCHTIME");
        await Expect(Log(dave).Locator("li.mine:not(.pending)")).ToHaveCountAsync(3);

        await Button(dave, "Search").ClickAsync();
        var text = dave.GetByRole(AriaRole.Searchbox);
        await text.FillAsync("lunch");
        await text.PressAsync("Enter");
        await Expect(dave.GetByLabel("Found messages").GetByRole(AriaRole.Listitem)).ToContainTextAsync(["LUNCHTIME", "Lunch at noon"]);
        await Expect(dave.GetByText("2 found in the whole conversation.")).ToBeVisibleAsync();

        await text.PressAsync("Escape");
        await Expect(text).ToBeHiddenAsync();
        await Expect(Button(dave, "Search")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_status_is_seen_by_others_until_it_is_taken_back()
    {
        var carol = await windows.OpenAsync("carol");
        var admin = await windows.OpenAsync("admin");
        await Expect(admin.GetByText("Carol is online")).ToBeVisibleAsync();

        await SetStatusAsync(carol, "Set a status", "busy", "In a meeting");
        await Expect(admin.GetByText("Carol is busy: In a meeting")).ToBeVisibleAsync();
        await SetStatusAsync(carol, "busy: In a meeting", "available", "");
        await Expect(admin.GetByText("Carol is online")).ToBeVisibleAsync();
    }

    static async Task BeginAsync(IPage page, string title, params string[] texts)
    {
        await Button(page, "New conversation").ClickAsync();
        await page.GetByLabel("Admin").CheckAsync();
        await page.GetByLabel("Title").FillAsync(title);
        await Button(page, "Create").ClickAsync();
        foreach (var text in texts) await SayAsync(page, text);
    }

    static async Task SetStatusAsync(IPage page, string shown, string status, string text)
    {
        await Button(page, shown).ClickAsync();
        await page.GetByLabel("Status", new() { Exact = true }).SelectOptionAsync(status);
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync(text);
        await Button(page, "Save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    static ILocator Entry(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = Plans() });

    [GeneratedRegex("Plans")]
    private static partial Regex Plans();
}
