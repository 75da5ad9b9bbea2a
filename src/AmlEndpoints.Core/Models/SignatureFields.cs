using System.Collections.Immutable;
using System.Text.Json;

namespace AmlEndpoints.Models;

/// <summary>One input or output of a model: a <see cref="ColumnSpec"/> or a <see cref="TensorSpec"/>.</summary>
/// <param name="Name">The name, or null for an unnamed one.</param>
public abstract record SignatureField(string? Name);

/// <summary>A column of a table.</summary>
/// <param name="Name">The name, or null for an unnamed one.</param>
/// <param name="Type">The type of each value.</param>
/// <param name="Required">Whether rows without it are refused. Default: true for scalars, false for the rest (Schema.from_json).</param>
public sealed record ColumnSpec(string? Name, ColumnType Type, bool Required) : SignatureField(Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name ?? "(unnamed)"}: {Type}{(Required ? "" : ", optional")}";
}

/// <summary>A tensor.</summary>
/// <param name="Name">The name, or null for an unnamed one.</param>
/// <param name="ElementType">NumPy's name of the element type, such as float32, int64, str.</param>
/// <param name="Shape">The dimensions; -1 is any length.</param>
public sealed record TensorSpec(string? Name, string ElementType, ImmutableArray<long> Shape) : SignatureField(Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name ?? "(unnamed)"}: {ElementType} {ShapeText.Of(Shape)}";
}

/// <summary>A parameter of a prediction (mlflow.types.ParamSpec).</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Default">The default value as JSON.</param>
/// <param name="Shape">Null for a scalar, (-1) for a list.</param>
public sealed record ParameterSpec(string Name, ColumnType Type, JsonElement Default, ImmutableArray<long>? Shape);

/// <summary>What a model takes and gives (mlflow.models.ModelSignature). A part that the file does not have is null.</summary>
/// <param name="Inputs">All columns or all tensors.</param>
/// <param name="Outputs">All columns or all tensors.</param>
/// <param name="Parameters">The parameters.</param>
public sealed record ModelSignature(
    IReadOnlyList<SignatureField>? Inputs,
    IReadOnlyList<SignatureField>? Outputs,
    IReadOnlyList<ParameterSpec>? Parameters);
