namespace AmlShell.Tests;

/// <summary>A script in a folder of its own, removed afterwards.</summary>
internal sealed class ScriptOnDisk : IDisposable
{
    public ScriptOnDisk(string text)
    {
        Folder = Directory.CreateTempSubdirectory("AmlShell.Tests.").FullName;
        File = Path.Combine(Folder, "script.ps1");
        System.IO.File.WriteAllText(File, text);
    }

    public string Folder { get; }

    public string File { get; }

    public static ShellResult Run(string text, params string[] arguments)
    {
        using ScriptOnDisk script = new(text);
        return ShellProcess.Run([script.File, .. arguments]);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
