namespace AmlEndpoints.Scoring;

/// <summary>The forms in which a request can come or be written.</summary>
public enum RequestDialect
{
    /// <summary>Azure Machine Learning's: <c>{"input_data": …}</c> with pandas' split form, a list, or named tensors.</summary>
    InputData,

    /// <summary>MLflow 2 and later: <c>{"dataframe_split": {"columns": […], "data": [[…], …]}}</c>.</summary>
    DataframeSplit,

    /// <summary>MLflow 2 and later: <c>{"dataframe_records": [{…}, …]}</c>.</summary>
    DataframeRecords,

    /// <summary>TensorFlow Serving's: <c>{"instances": […]}</c>, an item a row.</summary>
    Instances,

    /// <summary>TensorFlow Serving's: <c>{"inputs": …}</c>, a tensor or named tensors.</summary>
    Inputs,

    /// <summary>pandas' split form by itself, as MLflow 1 took it: <c>{"columns": […], "index": […], "data": [[…], …]}</c>.</summary>
    Split,

    /// <summary>Comma-separated values with a header.</summary>
    Csv,
}
