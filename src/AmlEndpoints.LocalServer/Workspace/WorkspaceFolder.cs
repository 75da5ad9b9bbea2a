using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Workspace;

/// <summary>
/// The folder of a workspace, which one server at a time has. Its files: <c>state.db</c>, <c>blobs/</c>, <c>models/</c>, <c>logs/</c>, <c>token</c> (what opens
/// the control plane), and while a server runs <c>server.json</c>. Only the owner can enter it.
/// </summary>
internal sealed class WorkspaceFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private WorkspaceFolder(string path, FileStream @lock) => (FullName, _lock) = (path, @lock);

    /// <summary>The folder.</summary>
    public string FullName { get; }

    /// <summary>The file with the state.</summary>
    public string Database => At("state.db");

    /// <summary>The file with the bearer token of the control plane.</summary>
    public string TokenFile => At("token");

    /// <summary>The file that says where the server listens, while it does.</summary>
    public string InfoFile => At("server.json");

    /// <summary>Takes the folder for this process, and makes it when it is not there.</summary>
    /// <exception cref="IOException">Another server has it, or it cannot be made; the message says where that one listens.</exception>
    public static WorkspaceFolder Open(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }

        try
        {
            WorkspaceFolder folder = new(path, CreatePrivate(Path.Combine(path, "server.lock"), FileMode.OpenOrCreate));
            using (CreatePrivate(folder.Database, FileMode.OpenOrCreate))
            {
            }

            return folder;
        }
        catch (IOException error) when (File.Exists(Path.Combine(path, "server.json")) && ReadInfo(path) is { } info)
        {
            throw new IOException($"The workspace folder {path} has a server already: process {info["processId"]}, at {info["url"]}. Use that one, or stop it.", error);
        }
    }

    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(FullName, name);

    /// <summary>A folder in the folder, made when it is not there.</summary>
    public string Subfolder(string name) => Directory.CreateDirectory(At(name)).FullName;

    /// <summary>Writes a file that nobody else can read, whole or not at all.</summary>
    public static void WritePrivate(string path, string text)
    {
        string temporary = path + ".new";
        using (StreamWriter writer = new(CreatePrivate(temporary, FileMode.Create)))
        {
            writer.Write(text);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(InfoFile);
        _lock.Dispose();
    }

    private static FileStream CreatePrivate(string path, FileMode mode)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    private static JsonNode? ReadInfo(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(path, "server.json")));
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }
}
