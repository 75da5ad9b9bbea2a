using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using AmlEndpoints.Service;

namespace AmlEndpoints.ModelCommands;

/// <summary>What New-AmlModel and Set-AmlModel share: the parameters, and the body that is made of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ModelBody : ModelCommand
{
    /// <summary>Free text.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Labels; those that are there and not named go.</summary>
    [Parameter]
    [Alias("Tags")]
    public IDictionary? Tag { get; set; }

    /// <summary>Names and values that cannot be changed once they are there.</summary>
    [Parameter]
    [Alias("Properties")]
    public IDictionary? Property { get; set; }

    /// <summary>Where the model is in its life: Development, Production …</summary>
    [Parameter]
    public string? Stage { get; set; }

    /// <summary>The ARM body: a start, and over it what the parameters say.</summary>
    /// <param name="start">A model's present body, or an empty one.</param>
    private protected ResourceBody BodyFrom(ResourceBody start) => start.Copy()
        .Set(Description, "properties", "description")
        .Set(Stage, "properties", "stage")
        .Set(PipelineTable.ToTexts(Tag), "properties", "tags")
        .Set(PipelineTable.ToTexts(Property), "properties", "properties");
}
