using AmlEndpoints.Models;

namespace AmlEndpoints.Inspection;

/// <summary>What would break when MLflow or Azure Machine Learning serves the folder, though predictions work here.</summary>
internal static class AzureInspection
{
    private const string MonitoringPackage = "azureml-ai-monitoring";

    private static readonly string[] _needed = ["mlflow", "onnxruntime"];

    private static readonly string[] _variants = ["", "-skinny", "-gpu"];

    public static void Inspect(MlflowModel folder, DateOnly today, Findings findings)
    {
        string file = Path.Combine(folder.Folder, MlflowModel.FileName);
        if (!folder.Flavors.TryGetValue("python_function", out IReadOnlyDictionary<string, object?>? flavor))
        {
            findings.Add(
                FindingSeverity.Warning,
                FindingCodes.NoPythonFunction,
                file,
                "The folder has no python_function flavor, by which MLflow and Azure serve a model.",
                "Pack the model with Export-AmlModel.");
            return;
        }

        if (flavor.GetValueOrDefault("code") is string code && !Directory.Exists(Path.Combine(folder.Folder, code)))
        {
            findings.Add(FindingSeverity.Error, FindingCodes.MissingFile, Path.Combine(folder.Folder, code), $"The folder does not exist, and flavors.python_function.code in {MlflowModel.FileName} names it.", "Copy the whole folder again.");
        }

        InspectMlflowVersion(folder, file, findings);
        InspectEnvironment(folder, flavor, today, findings);
    }

    private static void InspectMlflowVersion(MlflowModel folder, string file, Findings findings)
    {
        if (MajorOf(folder.MlflowVersion) >= 3)
        {
            AddMlflowTooNew(file, $"The folder was written by MLflow {folder.MlflowVersion}", findings);
        }
    }

    private static void InspectEnvironment(MlflowModel folder, IReadOnlyDictionary<string, object?> flavor, DateOnly today, Findings findings)
    {
        string? name = flavor.GetValueOrDefault("env") switch
        {
            string conda => conda,
            IReadOnlyDictionary<string, object?> env => env.GetValueOrDefault("conda") as string,
            _ => null,
        };
        string path = Path.Combine(folder.Folder, name ?? "conda.yaml");
        if (!File.Exists(path))
        {
            findings.Add(FindingSeverity.Error, FindingCodes.MissingFile, path, "The file does not exist. Azure builds the environment of an MLflow model from it.", "Copy the whole folder again, or pack the model with Export-AmlModel.");
            return;
        }

        CondaEnvironment? environment = findings.Try(() => CondaEnvironment.Read(path));
        if (environment is not null)
        {
            InspectPython(environment, path, today, findings);
            InspectPackages(environment, folder.Flavors.ContainsKey("onnx"), path, findings);
        }
    }

    private static void InspectPython(CondaEnvironment environment, string path, DateOnly today, Findings findings)
    {
        if (environment.PythonVersion is not { } version)
        {
            findings.Add(FindingSeverity.Warning, FindingCodes.UnpinnedPackage, path, "The environment does not say which Python it needs.", "Add python=3.11 to its dependencies.");
        }
        else if (PythonReleases.EndOfSupport(version) is { } end && end < today)
        {
            findings.Add(
                FindingSeverity.Warning,
                FindingCodes.PythonOutOfSupport,
                path,
                FormattableString.Invariant($"The environment asks for Python {version}, whose support ended on {end:yyyy-MM-dd}; channels drop such releases, and then building the image fails."),
                "Ask for a supported release, such as python=3.11, and check that the packages exist for it.");
        }
    }

    private static void InspectPackages(CondaEnvironment environment, bool onnx, string path, Findings findings)
    {
        if (environment.Packages.TryGetValue("mlflow", out string? mlflow) && MajorOf(mlflow.TrimStart('=', '~', '>', ' ')) >= 3)
        {
            AddMlflowTooNew(path, $"The environment asks for mlflow{mlflow}", findings);
        }

        foreach (string package in _needed.Where(package => (onnx || package == "mlflow") && !_variants.Any(variant => environment.Packages.ContainsKey(package + variant))))
        {
            findings.Add(FindingSeverity.Warning, FindingCodes.MissingPackage, path, $"The environment does not ask for {package}, without which the folder cannot be loaded in Python.", $"Add {package} with its version.");
        }

        if (!environment.Packages.ContainsKey(MonitoringPackage))
        {
            findings.Add(
                FindingSeverity.Warning,
                FindingCodes.MissingPackage,
                path,
                $"The environment does not ask for {MonitoringPackage}; Azure's image for MLflow models imports it, and a deployment without it has failed with ModuleNotFoundError.",
                $"Add {MonitoringPackage} to its pip packages.");
        }

        List<string> unpinned = [.. environment.Packages.Where(package => package.Value.Length == 0 && package.Key is not "pip").Select(package => package.Key)];
        if (unpinned.Count > 0)
        {
            findings.Add(FindingSeverity.Warning, FindingCodes.UnpinnedPackage, path, $"Packages without a version: {string.Join(", ", unpinned)}. What is built later is not what was tried.", "Give each its version (name==version).");
        }
    }

    private static void AddMlflowTooNew(string file, string what, Findings findings) => findings.Add(
        FindingSeverity.Warning,
        FindingCodes.MlflowTooNew,
        file,
        $"{what}; deployments to Azure without a scoring script have failed with MLflow 3 and later (azureml-examples #4051).",
        "Pin mlflow below 3 in conda.yaml and requirements.txt, or pack the model with Export-AmlModel.");

    private static int MajorOf(string? version) =>
        int.TryParse(version?.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture, out int major) ? major : 0;
}
