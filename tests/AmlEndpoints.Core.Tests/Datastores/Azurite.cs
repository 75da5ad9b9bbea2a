using System.Diagnostics;
using System.Text.RegularExpressions;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace AmlEndpoints.Tests.Datastores;

/// <summary>Azurite's blob service on a free port of 127.0.0.1, in memory, with one account and one container.</summary>
public sealed partial class Azurite : IDisposable
{
    public const string Account = "testaccount";
    public const string Container = "azureml-blobstore";

    private Process? _process;

    /// <summary>A key like those of Azure.</summary>
    public static string Key { get; } = Convert.ToBase64String([.. Enumerable.Range(0, 64).Select(number => (byte)number)]);

    /// <summary>Host and port, as a datastore has them.</summary>
    public string Endpoint { get; private set; } = "";

    public Uri ContainerUri => new($"http://{Endpoint}/{Account}/{Container}");

    public BlobContainerClient Client => new(ContainerUri, new StorageSharedKeyCredential(Account, Key));

    public static string? Find()
    {
        string name = OperatingSystem.IsWindows() ? "azurite-blob.cmd" : "azurite-blob";
        return Environment.GetEnvironmentVariable("AML_AZURITE")
            ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Starts it, once.</summary>
    public void Start()
    {
        if (_process is not null)
        {
            return;
        }

        ProcessStartInfo start = new(Find()!, ["--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{Key}";
        _process = Process.Start(start)!;
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                Endpoint = match.Groups[1].Value;
                break;
            }
        }

        // Its pipe must not fill.
        _ = _process.StandardOutput.ReadToEndAsync();
        Client.CreateIfNotExists();
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }
    }

    [GeneratedRegex(@"successfully listen(?:ing|s) (?:at|on) http://(127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
