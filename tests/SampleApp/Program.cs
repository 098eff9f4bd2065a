using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var app = FunctionsApplication.CreateBuilder(args);

// The two ways an app can take HTTP: over ASP.NET Core, or inside the worker's messages.
if (Environment.GetEnvironmentVariable("PLAIN_HTTP") is null)
{
    app.ConfigureFunctionsWebApplication();
}

app.Build().Run();
