using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Finds the packages' native libraries beside our own assembly, in <c>runtimes/&lt;rid&gt;/native</c>. PowerShell does not look there,
/// and looks at all only for assemblies of the default load context; nor does a program without a .deps.json file.
/// </summary>
internal static class NativeLibraries
{
    private static readonly ConcurrentDictionary<Assembly, string> _names = new();

    // The portable identifier: RuntimeInformation may name a distribution.
    private static string RuntimeIdentifier =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>Makes ONNX Runtime's library known. Any number of calls has the effect of one.</summary>
    public static void RegisterOnnxRuntime()
    {
        OrtEnv.DisableDllImportResolver = true;
        Register(typeof(InferenceSession).Assembly, "onnxruntime");
    }

    /// <summary>Makes the library known that an assembly calls. Any number of calls has the effect of one.</summary>
    /// <param name="assembly">The assembly with the imports.</param>
    /// <param name="name">The library's name, without <c>lib</c> and the ending.</param>
    public static void Register(Assembly assembly, string name)
    {
        if (_names.TryAdd(assembly, name))
        {
            NativeLibrary.SetDllImportResolver(assembly, Resolve);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        string known = _names[assembly];
        string file = OperatingSystem.IsWindows() ? $"{known}.dll" : OperatingSystem.IsMacOS() ? $"lib{known}.dylib" : $"lib{known}.so";
        string path = Path.Combine(Path.GetDirectoryName(typeof(NativeLibraries).Assembly.Location)!, "runtimes", RuntimeIdentifier, "native", file);
        return Path.GetFileNameWithoutExtension(name) != known ? 0
            : File.Exists(path) ? NativeLibrary.Load(path)
            : throw new DllNotFoundException($"{known} is not shipped for {RuntimeIdentifier}: there is no {path}.");
    }
}
