using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using AmlEndpoints.Models;
using Microsoft.ML.OnnxRuntime;

namespace AmlEndpoints.Scoring;

/// <summary>Opens ONNX files in ONNX Runtime, with the options that stand in the model folder.</summary>
internal static partial class OnnxSession
{
    // Below this size, in bytes, waking threads costs a run more than they save (measured: 149 rows of the 64 kB example take 0.13 ms on one
    // thread, 0.66 ms on two); rows of large inputs are scored side by side anyway.
    private const long SmallModel = 4 << 20;

    private static readonly (string Message, string Code, string Advice)[] _known =
    [
        ("is not a registered function/op", FileErrors.CustomOperator, "Export the model without that operator; it needs a library of operators of its own."),
        ("is under development and support for this is limited", FileErrors.OpsetTooNew, "Export the model with an older opset (torch.onnx.export: opset_version)."),
        ("Unsupported model IR version", FileErrors.OpsetTooNew, "Export the model with an older version of onnx."),
        ("Protobuf parsing failed", FileErrors.OnnxInvalid, "The file is not an ONNX model, or it is damaged. Export it again."),
        ("External data", FileErrors.OnnxInvalid, "A file with weights that the model names is missing or damaged; it must lie beside the model."),
    ];

    static OnnxSession()
    {
        NativeLibraries.RegisterOnnxRuntime();
        // What goes wrong comes back as an exception; nothing is to be written to the console beside it, or sent anywhere.
        EnvironmentCreationOptions options = new() { logId = "AmlEndpoints", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        OrtEnv.CreateInstanceWithOptions(ref options).DisableTelemetryEvents();
    }

    /// <summary>The release of ONNX Runtime that is shipped.</summary>
    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <summary>Opens a model.</summary>
    /// <exception cref="AmlFileException">The file cannot be read or loaded.</exception>
    public static InferenceSession Open(string path, MlflowModel? folder)
    {
        using SessionOptions options = CreateOptions(path, folder);
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException error)
        {
            string message = Explain(error);
            (_, string? code, string? advice) = _known.FirstOrDefault(known => message.Contains(known.Message, StringComparison.OrdinalIgnoreCase));
            throw new AmlFileException(code ?? FileErrors.OnnxInvalid, $"ONNX Runtime {Version} cannot load the model: {message} {advice}".TrimEnd(), path, innerException: error);
        }
    }

    /// <summary>ONNX Runtime's message without its own error number, source file and the path that stands in our message anyway.</summary>
    public static string Explain(OnnxRuntimeException error) => Noise().Replace(error.Message, "").ReplaceLineEndings(" ").Trim().TrimEnd('.') + ".";

    [GeneratedRegex(@"^\[ErrorCode:\w+\] |Load model from .*? failed:|(Fatal error: ?)|\S*onnxruntime\S*\.(h|cc):\d+ .*?\(.*?\) ")]
    private static partial Regex Noise();

    // Threads that spin while they wait cost a prompt more than they give it; everything else is ONNX Runtime's default unless
    // the folder's onnx_session_options say otherwise (mlflow/onnx, _OnnxModelWrapper.__init__).
    private static SessionOptions CreateOptions(string path, MlflowModel? folder)
    {
        SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        if (IsSmall(path))
        {
            options.IntraOpNumThreads = 1;
        }

        if (folder?.OnnxFlavor.GetValueOrDefault("onnx_session_options") is not IReadOnlyDictionary<string, object?> given)
        {
            return options;
        }

        string file = Path.Combine(folder.Folder, MlflowModel.FileName);
        foreach ((string key, object? value) in given)
        {
            try
            {
                Apply(options, key, value, file);
            }
            catch (OnnxRuntimeException error)
            {
                throw NotTaken(key, value as string, file, error);
            }
        }

        return options;
    }

    // Weights may lie in files beside the model, so all of its folder counts.
    private static bool IsSmall(string path)
    {
        long size = 0;
        DirectoryInfo folder = new(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return folder.Exists && folder.EnumerateFiles().All(file => (size += file.Length) < SmallModel);
    }

    private static void Apply(SessionOptions options, string key, object? value, string file)
    {
        string text = value as string ?? "";
        switch (key)
        {
            case "inter_op_num_threads" when int.TryParse(text, CultureInfo.InvariantCulture, out int threads):
                options.InterOpNumThreads = threads;
                break;
            case "intra_op_num_threads" when int.TryParse(text, CultureInfo.InvariantCulture, out int threads):
                options.IntraOpNumThreads = threads;
                break;
            case "execution_mode" when text.Equals("sequential", StringComparison.OrdinalIgnoreCase):
                options.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
                break;
            case "execution_mode" when text.Equals("parallel", StringComparison.OrdinalIgnoreCase):
                options.ExecutionMode = ExecutionMode.ORT_PARALLEL;
                break;
            case "graph_optimization_level" when int.TryParse(text, CultureInfo.InvariantCulture, out int level):
                options.GraphOptimizationLevel = (GraphOptimizationLevel)level;
                break;
            case "extra_session_config" when value is IDictionary entries:
                foreach (DictionaryEntry entry in entries)
                {
                    options.AddSessionConfigEntry((string)entry.Key, entry.Value as string ?? "");
                }

                break;
            case var _ when text.Length > 0:
                throw NotTaken(key, text, file, null);
        }
    }

    private static AmlFileException NotTaken(string key, string? value, string file, Exception? cause) =>
        new(FileErrors.MLmodelInvalid, $"flavors.onnx.onnx_session_options.{key} has the value '{value}', which ONNX Runtime does not take.", file, innerException: cause);
}
