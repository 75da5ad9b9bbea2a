using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Finds ONNX Runtime's native library beside our own assembly, in <c>runtimes/&lt;rid&gt;/native</c>. PowerShell does not look there,
/// and looks at all only for assemblies of the default load context.
/// </summary>
internal static class NativeLibraries
{
    private static int _registered;

    public static void Register()
    {
        if (Interlocked.Exchange(ref _registered, 1) == 0)
        {
            OrtEnv.DisableDllImportResolver = true;
            NativeLibrary.SetDllImportResolver(typeof(InferenceSession).Assembly, Resolve);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        string file = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";
        string path = Path.Combine(Path.GetDirectoryName(typeof(NativeLibraries).Assembly.Location)!, "runtimes", RuntimeIdentifier, "native", file);
        return Path.GetFileNameWithoutExtension(name) is not "onnxruntime" ? 0
            : File.Exists(path) ? NativeLibrary.Load(path)
            : throw new DllNotFoundException($"ONNX Runtime is not shipped for {RuntimeIdentifier}: there is no {path}.");
    }

    // The portable identifier: RuntimeInformation may name a distribution.
    private static string RuntimeIdentifier =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
}
