using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace AmlEndpoints.Benchmarks.Server;

/// <summary>The floor of a server: Kestrel, which reads a request and answers with bytes that it has. In a process of its own.</summary>
internal static class EmptyServer
{
    public const string Argument = "--empty-server";

    public static void Run(string answerLength)
    {
        byte[] answer = new byte[int.Parse(answerLength, CultureInfo.InvariantCulture)];
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        using WebApplication app = builder.Build();
        app.Run(context => AnswerAsync(context, answer));
        app.Start();
        Console.WriteLine($$"""{"url":"{{app.Urls.Single()}}"}""");
        while (Console.In.Read() >= 0)
        {
        }
    }

    private static async Task AnswerAsync(HttpContext context, byte[] answer)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer);
    }
}
