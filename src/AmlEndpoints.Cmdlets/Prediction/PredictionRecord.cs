using System.Management.Automation;

namespace AmlEndpoints.Prediction;

/// <summary>
/// A prediction: one property for each value, named as the model names it. The properties are those of a type that is made for the
/// model's outputs (<see cref="RecordType"/>).
/// </summary>
public abstract class PredictionRecord
{
    /// <summary>Its properties as PowerShell writes those of an object: <c>@{0=-2.5; 1=0.25}</c>.</summary>
    public override string ToString() => $"@{{{string.Join("; ", PSObject.AsPSObject(this).Properties.Select(property => $"{property.Name}={LanguagePrimitives.ConvertTo<string>(property.Value)}"))}}}";
}
