namespace AmlEndpoints.Assets;

/// <summary>The storage formats of models, as Azure ML spells them.</summary>
public static class ModelTypes
{
    /// <summary>A folder with an MLmodel file.</summary>
    public const string Mlflow = "mlflow_model";

    /// <summary>Any file or folder.</summary>
    public const string Custom = "custom_model";

    /// <summary>A model repository of NVIDIA Triton.</summary>
    public const string Triton = "triton_model";
}
