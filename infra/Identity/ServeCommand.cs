using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.Identity;

[Description("Runs the local OIDC issuer until Ctrl-C. For local use only: anyone who reaches it gets a token.")]
sealed class ServeCommand : AsyncCommand<ServeCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--host <HOST>"), DefaultValue("127.0.0.1"), Description("Address to listen on.")]
        public string Host { get; init; } = "127.0.0.1";

        [CommandOption("--port <PORT>"), DefaultValue(5556), Description("Port to listen on; 0 takes any free one.")]
        public int Port { get; init; } = 5556;

        [CommandOption("--data <FOLDER>"), Description("Folder that keeps the signing key over restarts; a new key without it.")]
        public string? Data { get; init; }

        [CommandOption("--audience <AUDIENCE>"), DefaultValue("messaging"), Description("The aud claim of users' tokens.")]
        public string Audience { get; init; } = "messaging";
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var options = new IssuerOptions { Host = settings.Host, Port = settings.Port, Data = settings.Data, Audience = settings.Audience };
        try
        {
            await using var issuer = await Issuer.StartAsync(options, ct: cancellationToken);
            Print(issuer, options);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { }
        catch (IOException refused)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{refused.Message}[/]");
            return 1;
        }

        return 0;
    }

    static void Print(Issuer issuer, IssuerOptions options)
    {
        Console.WriteLine("Local OIDC issuer, for local use only: it gives anyone a token.");
        Console.WriteLine($"Authority={issuer.Authority}");
        Console.WriteLine($"IDENTITY_ENDPOINT={issuer.IdentityEndpoint}");
        Console.WriteLine($"IDENTITY_HEADER={options.IdentityHeader}");
        Console.WriteLine($"Users: {string.Join(", ", options.Users.Select(user => user.Id))}");
        Console.WriteLine($"curl -s -X POST {issuer.Authority}/token -d grant_type=password -d username={options.Users[0].Id}");
    }
}
