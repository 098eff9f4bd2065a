using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messaging.EndToEnd.World;

/// <summary>The page in windows of a browser, each with storage of its own.</summary>
sealed class BrowserWindows : IAsyncDisposable
{
    const float Deadline = 60_000;

    readonly RunningWorld world;
    readonly IPlaywright playwright;
    readonly IBrowser browser;

    BrowserWindows(RunningWorld world, IPlaywright playwright, IBrowser browser) => (this.world, this.playwright, this.browser) = (world, playwright, browser);

    public static async Task<BrowserWindows> StartAsync(RunningWorld world)
    {
        SetDefaultExpectTimeout(Deadline);
        var playwright = await Playwright.CreateAsync();
        return new(world, playwright, await Chromium.LaunchAsync(playwright));
    }

    public async Task<IPage> OpenAsync(string user)
    {
        var window = await browser.NewContextAsync();
        var page = await window.NewPageAsync();
        page.SetDefaultTimeout(Deadline);
        await ShowAsync(page, user);
        return page;
    }

    public async Task ShowAsync(IPage page, string user)
    {
        await page.GotoAsync(new Uri(world.Address, $"/?user={user}").ToString());
        await Expect(page.Locator("#state")).ToHaveTextAsync("Online");
    }

    public static async Task SayAsync(IPage page, string text)
    {
        var box = page.GetByLabel("Message", new() { Exact = true });
        await box.FillAsync(text);
        await box.PressAsync("Enter");
    }

    public static ILocator Log(IPage page) => page.GetByRole(AriaRole.Log);

    public static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
