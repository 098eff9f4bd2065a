using System.Text.RegularExpressions;
using Messaging.EndToEnd.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messaging.EndToEnd;

[Collection(OneWorld.Name)]
public sealed partial class When_two_people_chat_in_the_browser(SharedWorld shared) : IAsyncLifetime
{
    IPlaywright playwright = null!;
    IBrowser browser = null!;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
        SetDefaultExpectTimeout(60_000);
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    [Fact]
    public async Task Each_sees_what_the_other_writes_and_it_is_there_after_a_reload()
    {
        var carol = await OpenAsync("carol");
        var dave = await OpenAsync("dave");

        await carol.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();
        await carol.GetByLabel("Dave").CheckAsync();
        await carol.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await SayAsync(carol, "Hello Dave");

        await Expect(dave.GetByLabel("1 unread")).ToBeVisibleAsync();
        await dave.GetByRole(AriaRole.Button, new() { NameRegex = Carols() }).ClickAsync();
        await Expect(Log(dave)).ToContainTextAsync("Hello Dave");
        await Expect(dave.GetByLabel("1 unread")).ToHaveCountAsync(0);

        await dave.GetByLabel("Message", new() { Exact = true }).PressSequentiallyAsync("Hello Car");
        await Expect(carol.GetByText("Dave is typing…")).ToBeVisibleAsync();
        await SayAsync(dave, "Hello Carol");
        await Expect(Log(carol)).ToContainTextAsync("Hello Carol");
        await Expect(carol.GetByText("Dave is online")).ToBeVisibleAsync();

        await dave.ReloadAsync();
        await dave.GetByRole(AriaRole.Button, new() { NameRegex = Carols() }).ClickAsync();
        await Expect(Log(dave).Locator(".bubble")).ToContainTextAsync(["Hello Dave", "Hello Carol"]);
    }

    async Task<IPage> OpenAsync(string user)
    {
        var window = await browser.NewContextAsync();
        var page = await window.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(new Uri(shared.World.Address, $"/?user={user}").ToString());
        await Expect(page.Locator("#state")).ToHaveTextAsync("Online");
        return page;
    }

    static async Task SayAsync(IPage page, string text)
    {
        var box = page.GetByLabel("Message", new() { Exact = true });
        await box.FillAsync(text);
        await box.PressAsync("Enter");
    }

    static ILocator Log(IPage page) => page.GetByRole(AriaRole.Log);

    [GeneratedRegex("^Carol")]
    private static partial Regex Carols();
}
