namespace AmlEndpoints.Models;

/// <summary>
/// The Python packages that an exported folder asks for, each pinned once. They are what MLflow and Azure ML run the folder with;
/// this module itself needs none. MLflow stays below 3, which Azure's images do not take
/// (azureml-examples #4051), and azureml-ai-monitoring is there because those images import it (azureml-inference-server #112).
/// </summary>
internal static class PythonEnvironment
{
    public const string PythonVersion = "3.11.9";

    public const string MlflowVersion = "2.22.0";

    public const string OnnxVersion = "1.18.0";

    private static readonly string[] _packages =
    [
        $"mlflow=={MlflowVersion}",
        $"onnx=={OnnxVersion}",
        "onnxruntime==1.22.0",
        "numpy==1.26.4",
        "pandas==2.2.3",
        "azureml-ai-monitoring==1.0.0",
    ];

    /// <summary>requirements.txt.</summary>
    public static string Requirements => string.Concat(_packages.Select(package => package + "\n"));

    /// <summary>conda.yaml, as mlflow.utils.environment writes it.</summary>
    public static string Conda =>
        $"channels:\n- conda-forge\ndependencies:\n- python={PythonVersion}\n- pip\n- pip:\n{string.Concat(_packages.Select(package => $"  - {package}\n"))}name: mlflow-env\n";

    /// <summary>python_env.yaml, as mlflow.utils.environment writes it.</summary>
    public static string Virtualenv =>
        $"python: {PythonVersion}\nbuild_dependencies:\n- pip\n- setuptools\n- wheel\ndependencies:\n- -r requirements.txt\n";
}
